#!/usr/bin/env bash
# Is what was acknowledged there after kill -9? Ten rounds: sixteen writers create, update and send bulks of five through the API, the server is killed
# in the middle, started again without any repair, and everything that was promised is looked for: no record missing, none half-written, every bulk
# whole or absent, every version with its change document.
# usage: deploy/bench/kill.sh        ROUNDS=n (10), QUICK=1: 3 rounds
. "$(dirname "$0")/lib.sh"
export TRELLIS_DEMO=false TRELLIS_ADMIN_TOKEN=bench-admin
ROUNDS=${ROUNDS:-$([ -n "$QUICK" ] && echo 3 || echo 10)}
PASSWORD=bench-Pass-2026
NOTES=$BENCH_HOME/acknowledged.txt
: > "$NOTES"

client() {
    "$JAVA" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "$BENCH_DIR/Durability.java" "$1" port="$PORT" tenant=bench password="$PASSWORD" \
        notes="$NOTES" "${@:2}"
}
value() { awk -v n="$1" '$1 == n { print $2 }' "$BENCH_HOME/verified.txt"; }

server_start
tenant_create bench
client define || die "the object could not be defined"
SLOWEST=0
for round in $(seq 1 "$ROUNDS"); do
    BEFORE_ROUND=$(wc -l < "$NOTES")
    client write & WRITER=$!
    # The client needs a second or two to compile and sign in; the moment of the kill varies.
    until [ "$(wc -l < "$NOTES")" -gt "$((BEFORE_ROUND + 50))" ] || ! kill -0 "$WRITER" 2>/dev/null; do sleep 0.1; done
    sleep "$((1 + RANDOM % 3)).$((RANDOM % 10))"
    server_kill
    wait "$WRITER"
    BEFORE=$(now_ms)
    server_start
    TOOK=$(($(now_ms) - BEFORE))
    [ "$TOOK" -le "$SLOWEST" ] || SLOWEST=$TOOK
    client verify > "$BENCH_HOME/verified.txt" || die "could not verify"
    say "round $round: $(tr '\n' ' ' < "$BENCH_HOME/verified.txt") restart ${TOOK} ms"
    [ "$(value lost)$(value half)$(value odd)" = 000 ] || break
done
figure kill.rounds "$round" rounds
figure kill.acknowledged "$(value acknowledged)" writes
figure kill.records "$(value records)" records
figure kill.lost "$(value lost)" records 0
figure kill.half "$(value half)" records 0
figure kill.odd "$(value odd)" answers 0
figure kill.restart.slowest "$(awk "BEGIN { print $SLOWEST / 1000 }")" s
[ "$(value acknowledged)" -gt "$((ROUNDS * 30))" ] || fail "too little was written to prove anything"
finish
