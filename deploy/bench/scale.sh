#!/usr/bin/env bash
# Whether a list stays as fast when there are ten times as many records. 100,000 opportunities through the API; one server over a copy of that folder, one
# that loads on to 1,000,000; then both are measured in short rounds by turns. Lists of 50 by stage and owner, by stage, of everything, of a user
# restricted to own rows, all sorted and with their total; pages by cursor, four hundred in a row; the same while others write. In the end a list that no
# index serves has to become fast by itself.
# usage: deploy/bench/scale.sh        QUICK=1: 10,000 and 100,000
. "$(dirname "$0")/lib.sh"
export TRELLIS_DEMO=false TRELLIS_ADMIN_TOKEN=bench-admin
if [ -n "$QUICK" ]; then SMALL=10000 LARGE=100000 ROUNDS=3 WARM_UP=15; else SMALL=100000 LARGE=1000000 ROUNDS=7 WARM_UP=30; fi
PASSWORD=bench-Pass-2026
SMALL_PID=
trap '[ -z "$SMALL_PID" ] || kill -9 "$SMALL_PID" 2>/dev/null; bench_cleanup' EXIT

# client COMMAND OUT key=value…
client() {
    local command=$1 out=$2
    shift 2
    "$JAVA" -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "$BENCH_DIR/Load.java" "$command" port="$PORT" pid="$SERVER_PID" tenant=bench \
        seconds=2 rounds="$ROUNDS" warmUp="$WARM_UP" "$@" >> "$BENCH_HOME/$out" || { cat "$BENCH_HOME/$out" >&2; die "the client failed"; }
}
value() { awk -v n="$2" '$1 == n { print $2 }' "$BENCH_HOME/$1"; }
size_mb() { du -cm "$BENCH_HOME/$1"/trellis.db* | tail -n 1 | cut -f 1; }

# new_list → BUILT, seconds until a list that nobody asked for before costs less than 20 ms; WRITE, the longest write meanwhile, ms
new_list() {
    local path='/records/opportunity?filter=priority%20%3D%20%22high%22&sort=-budget&size=50' id from took until=$(($(now_ms) + 120000)) writer start
    id=$(api GET '/records/opportunity?size=1&fields=name' | json_field id)
    (while [ ! -e "$BENCH_HOME/enough" ]; do
        from=$(now_ms)
        api PATCH "/records/opportunity/$id" -o /dev/null -H 'Content-Type: application/json' -d '{"nextStep":"probe"}'
        echo $(($(now_ms) - from))
        sleep 0.02
    done > "$BENCH_HOME/writes.txt") &
    writer=$!
    start=$(now_ms)
    while :; do
        took=$(api GET "$path" -o "$BENCH_HOME/answer" -w '%{time_total}')
        [ "$(awk -v t="$took" 'BEGIN { print (t < 0.020) }')" = 1 ] && break
        [ "$(now_ms)" -lt "$until" ] || { fail "a new list stays slow: $took s"; break; }
    done
    BUILT=$(awk "BEGIN { print ($(now_ms) - $start) / 1000 }")
    touch "$BENCH_HOME/enough"
    wait "$writer"
    WRITE=$(sort -n "$BENCH_HOME/writes.txt" | tail -n 1)
}

say "starting on an empty folder"
server_start
tenant_create bench
say "loading $SMALL opportunities"
client load load.small opportunities="$SMALL"
server_stop
cp -r "$BENCH_HOME/data" "$BENCH_HOME/small"
server_start TRELLIS_HOME="$BENCH_HOME/small"
SMALL_PID=$SERVER_PID SMALL_PORT=$PORT
server_start
say "loading on to $LARGE"
client load load.large from="$SMALL" opportunities="$LARGE"
RSS_LOADED=$(rss_kb)
say "measuring both by turns"
client compare compared smallPort="$SMALL_PORT" smallPid="$SMALL_PID" largePort="$PORT" largePid="$SERVER_PID"
RSS_AFTER=$(rss_kb)
say "asking what nobody asked before"
TOKEN=$(login admin bench)
new_list

figure load.small.rate "$(value load.small load.rate)" records/s
figure load.large.rate "$(value load.large load.rate)" records/s
figure load.large.cpu "$(value load.large load.cpu)" ms
while read -r name number unit; do figure "$name" "$number" "$unit"; done < "$BENCH_HOME/compared"
for phase in c16 c1 writing; do
    for kind in read list own stage pages all; do
        ratio=$(awk -v a="$(value compared "small.$kind.$phase.p95")" -v b="$(value compared "large.$kind.$phase.p95")" 'BEGIN { printf "%.2f", b / a }')
        figure "ratio.$kind.$phase.p95" "$ratio" times 2
    done
done
figure newlist.fast.after "$BUILT" s 60
figure newlist.longest.write "$WRITE" ms
figure machine.load "$(cut -d ' ' -f 2 /proc/loadavg)" processes
figure size.small "$(size_mb small)" MB
figure size.large "$(size_mb data)" MB
figure rss.loaded "$((RSS_LOADED / 1024))" MB 600
figure rss.after "$((RSS_AFTER / 1024))" MB 600
finish
