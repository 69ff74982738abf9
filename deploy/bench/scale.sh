#!/usr/bin/env bash
# Whether a list stays as fast when there are ten times as many records: 100,000 opportunities, measured; 900,000 more through the API, measured again in
# the same process. Lists of 50 by stage and owner, by stage, of everything, of a user restricted to own rows, all sorted and with their total; pages
# by cursor; the same while others write. A list that no index serves yet has to become fast by itself.
# usage: deploy/bench/scale.sh        QUICK=1: 10,000 and 100,000
. "$(dirname "$0")/lib.sh"
export TRELLIS_DEMO=false TRELLIS_ADMIN_TOKEN=bench-admin
if [ -n "$QUICK" ]; then SMALL=10000 LARGE=100000 SECONDS_EACH=2 WARM_UP=15; else SMALL=100000 LARGE=1000000 SECONDS_EACH=4 WARM_UP=30; fi
PASSWORD=bench-Pass-2026

# client COMMAND OUT key=value…
client() {
    local command=$1 out=$2
    shift 2
    "$JAVA" -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "$BENCH_DIR/Load.java" "$command" port="$PORT" pid="$SERVER_PID" tenant=bench \
        seconds="$SECONDS_EACH" warmUp="$WARM_UP" "$@" >> "$BENCH_HOME/$out" || { cat "$BENCH_HOME/$out" >&2; die "the client failed"; }
}
value() { awk -v n="$2" '$1 == n { print $2 }' "$BENCH_HOME/$1"; }
size_mb() { du -cm "$BENCH_HOME"/data/trellis.db* | tail -n 1 | cut -f 1; }
# Three short rounds of each, the best of them by p95: what else the machine does can only make it worse.
measure() { client measure "$1" only=read,list,own,stage,all,pages writes=20 rounds=3; }

# new_list → BUILT, seconds until a list that nobody asked for before costs less than 20 ms; WRITE, the longest write meanwhile, ms
new_list() {
    local path="/records/opportunity?filter=priority%20%3D%20%22high%22&sort=-budget&size=50" id from took body until=$(($(now_ms) + 120000))
    id=$(api GET '/records/opportunity?size=1&fields=name' | json_field id)
    WRITE=0
    (while [ ! -e "$BENCH_HOME/enough" ]; do
        from=$(now_ms)
        api PATCH "/records/opportunity/$id" -o /dev/null -H 'Content-Type: application/json' -d '{"nextStep":"probe"}'
        echo $(($(now_ms) - from))
        sleep 0.02
    done > "$BENCH_HOME/writes.txt") &
    local writer=$! start
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
say "measuring"
measure small
SIZE_SMALL=$(size_mb)
say "loading on to $LARGE"
client load load.large from="$SMALL" opportunities="$LARGE"
RSS_LOADED=$(rss_kb)
say "measuring"
measure large
say "asking what nobody asked before"
TOKEN=$(login admin bench)
new_list

figure load.small.rate "$(value load.small load.rate)" records/s
figure load.large.rate "$(value load.large load.rate)" records/s
figure load.large.cpu "$(value load.large load.cpu)" ms
for size in small large; do
    while read -r name number unit; do figure "$size.$name" "$number" "$unit"; done < "$BENCH_HOME/$size"
done
for name in read list own stage all pages; do
    for phase in c16 c1 writing; do
        # Below 2 ms the machine's own jitter is larger than any difference.
        ratio=$(awk -v a="$(value small "$name.$phase.p95")" -v b="$(value large "$name.$phase.p95")" 'BEGIN { printf "%.2f", (b < 2) ? (b < a ? b / a : 1) : b / a }')
        case $name in list | own | stage | pages | read) max=2 ;; *) max= ;; esac
        figure "$name.$phase.p95.ratio" "$ratio" times ${max:+"$max"}
    done
done
figure newlist.fast.after "$BUILT" s 60
figure newlist.longest.write "$WRITE" ms
figure machine.load "$(cut -d ' ' -f 2 /proc/loadavg)" processes
figure size.small "$SIZE_SMALL" MB
figure size.large "$(size_mb)" MB
figure rss.loaded "$((RSS_LOADED / 1024))" MB 600
figure rss.after "$(($(rss_kb) / 1024))" MB 600
finish
