#!/usr/bin/env bash
# What a request costs: 5,000 accounts and 100,000 opportunities of 23 filled fields through the API, then each kind of request at 16 and at 1
# connections, signed in, after 30 s of warming up. CPU is the server's and its store's, which is in the same process.
# usage: deploy/bench/records.sh        QUICK=1: 10,000 opportunities, short phases, the bars still hold
. "$(dirname "$0")/lib.sh"
export TRELLIS_DEMO=false TRELLIS_ADMIN_TOKEN=bench-admin
if [ -n "$QUICK" ]; then OPPORTUNITIES=10000 SECONDS_EACH=2 WARM_UP=15; else OPPORTUNITIES=100000 SECONDS_EACH=8 WARM_UP=30; fi
PASSWORD=bench-Pass-2026
OUT=$BENCH_HOME/load.txt

client() {
    "$JAVA" -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "$BENCH_DIR/Load.java" "$1" port="$PORT" pid="$SERVER_PID" tenant=bench \
        opportunities="$OPPORTUNITIES" seconds="$SECONDS_EACH" warmUp="$WARM_UP" >> "$OUT" || { cat "$OUT" >&2; die "the client failed"; }
}
value() { awk -v n="$1" '$1 == n { print $2 }' "$OUT"; }

say "starting on an empty folder"
server_start
tenant_create bench

say "loading 5,000 accounts and $OPPORTUNITIES opportunities"
client load
RSS_LOADED=$(rss_kb)
say "measuring"
client measure
RSS_AFTER=$(rss_kb)

say "starting again on the same folder, three times"
for _ in 1 2 3; do
    server_stop
    BEFORE=$(now_ms)
    server_start
    TOKEN=$(login admin bench)
    api GET '/records/opportunity?filter=stage%20%3D%20%22won%22&sort=-amount&size=50&count=true' | grep -q '"total"' || fail "no list after the restart"
    echo $(($(now_ms) - BEFORE)) >> "$BENCH_HOME/cold.txt"
done
COLD=$(sort -n "$BENCH_HOME/cold.txt" | sed -n 2p)

while read -r name number unit; do
    case $name in
        read.c*.cpu) max=0.34 ;;
        list.c*.cpu) max=1.07 ;;
        own.c*.cpu) max=1.32 ;;
        create.c*.cpu) max=1.14 ;;
        update.c*.cpu) max=0.88 ;;
        bulk100.c*.cpu) max=42.9 ;;
        aggregate.c*.cpu) max=60 ;;
        field.add.p50) max=50 ;;
        *) max= ;;
    esac
    figure "$name" "$number" "$unit" ${max:+"$max"}
done < "$OUT"
# The median of three; what else the machine does shows in its load.
figure machine.load "$(cut -d ' ' -f 2 /proc/loadavg)" processes
figure cold.start "$(awk "BEGIN { print $COLD / 1000 }")" s 8
figure rss.loaded "$((RSS_LOADED / 1024))" MB 600
figure rss.after "$((RSS_AFTER / 1024))" MB 600
finish
