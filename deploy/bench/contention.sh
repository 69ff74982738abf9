#!/usr/bin/env bash
# Sixteen writers on one record, each reading it and sending the version it read: every update is either applied once or told of the conflict.
# The record counts the applied ones, so one that was lost or applied twice shows in the count.
# usage: deploy/bench/contention.sh        EACH=n updates per writer (50), QUICK=1: 15
. "$(dirname "$0")/lib.sh"
export TRELLIS_DEMO=false TRELLIS_ADMIN_TOKEN=bench-admin
EACH=${EACH:-$([ -n "$QUICK" ] && echo 15 || echo 50)}
PASSWORD=bench-Pass-2026
OUT=$BENCH_HOME/contention.txt

client() {
    "$JAVA" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "$BENCH_DIR/Durability.java" "$1" port="$PORT" tenant=bench password="$PASSWORD" "${@:2}"
}
value() { awk -v n="$1" '$1 == n { print $2 }' "$OUT"; }

server_start
tenant_create bench
client define || die "the object could not be defined"
client contend writers=16 each="$EACH" > "$OUT" || die "the client failed"
figure contention.applied "$(value applied)" updates
figure contention.conflicts "$(value conflicts)" answers
figure contention.lost "$(value lost)" updates
figure contention.versions.beyond "$(value versions)" versions
figure contention.half "$(value half)" records 0
figure contention.odd "$(value odd)" answers 0
figure contention.rate "$(value updates.per.second)" updates/s
[ "$(value applied)" = "$((16 * EACH))" ] || fail "not every writer got through"
[ "$(value lost)" = 0 ] || fail "the record does not count every applied update once"
[ "$(value versions)" = 0 ] || fail "versions do not match the applied updates"
finish
