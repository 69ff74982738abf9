#!/usr/bin/env bash
# What searching costs among 200,000 opportunities and 5,000 accounts for somebody restricted to their own rows: the search over everything, and lists with a
# text and their total, at 16 and at 1 connections; how far the index is behind while 1,000 records a second are created; how long it takes to build anew;
# whether it knows after a kill what was written before. At one connection the time a request takes is the server's, and a little more.
# usage: deploy/bench/search.sh [elasticsearch]      QUICK=1: 20,000 opportunities      elasticsearch: against a server of the tests instead of the embedded engine
. "$(dirname "$0")/lib.sh"
export TRELLIS_DEMO=false TRELLIS_ADMIN_TOKEN=bench-admin
if [ -n "$QUICK" ]; then OPPORTUNITIES=20000 SECONDS_EACH=3 WARM_UP=15; else OPPORTUNITIES=200000 SECONDS_EACH=8 WARM_UP=30; fi
PASSWORD=bench-Pass-2026
OUT=$BENCH_HOME/load.txt

client() {
    local command=$1
    shift
    "$JAVA" -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "$BENCH_DIR/Load.java" "$command" port="$PORT" pid="$SERVER_PID" tenant=bench \
        opportunities="$OPPORTUNITIES" seconds="$SECONDS_EACH" warmUp="$WARM_UP" "$@" >> "$OUT" || { cat "$OUT" >&2; die "the client failed"; }
}
index() { api GET /admin/search; }
# Until the index has everything, for at most so many seconds.
settled() {
    local until=$(($(now_ms) + $1 * 1000))
    until [ "$(index | json_field events)" = 0 ] && ! index | grep -q -e '"building"' -e '"waiting"' -e '"queued"' -e '"running"'; do
        [ "$(now_ms)" -lt "$until" ] || { fail "the index is not complete after $1 s"; return; }
        sleep 0.1
    done
}

if [ "${1:-}" = elasticsearch ]; then
    [ -f "$ROOT/platform-core/target/test-class-path.txt" ] || die "run ./mvnw -DskipTests package first"
    SEARCH_PORT=$(free_port)
    # Its own logging instead of what leads elsewhere; it ends with its input, which is this shell.
    CLASSES=$(tr ':' '\n' < "$ROOT/platform-core/target/test-class-path.txt" | grep -v -e /logback -e /log4j-to-slf4j -e /spring- | paste -s -d :)
    exec 7> >(exec "$JAVA" -Xmx512m --enable-native-access=ALL-UNNAMED -cp "$ROOT/platform-core/target/test-classes:$CLASSES" \
        org.elasticsearch.node.SearchServer "$SEARCH_PORT" "$BENCH_HOME/elasticsearch" > "$BENCH_HOME/elasticsearch.log" 2>&1)
    for _ in $(seq 1 600); do grep -q '^started' "$BENCH_HOME/elasticsearch.log" 2>/dev/null && break; sleep 0.2; done
    export TRELLIS_SEARCH=http://127.0.0.1:$SEARCH_PORT
fi

say "starting on an empty folder"
server_start
tenant_create bench
say "loading 5,000 accounts and $OPPORTUNITIES opportunities"
client load
TOKEN=$(login admin bench)
settled 120
say "measuring"
client measure only=search,q,qAll rounds=2
say "1,000 writes a second"
client lag writes=1000
settled 30

say "building anew"
BEFORE=$(now_ms)
BUILT_CPU=$(cpu_ms)
api POST /admin/search/rebuild -o /dev/null -H 'Content-Type: application/json' -d '{}'
settled 600
figure rebuild.seconds "$(awk "BEGIN { print ($(now_ms) - $BEFORE) / 1000 }")" s
figure rebuild.cpu "$(awk "BEGIN { print ($(cpu_ms) - $BUILT_CPU) / 1000 }")" s
RSS=$(rss_kb)

say "killing it right after a write"
api POST /records/opportunity -o "$BENCH_HOME/answer" -H 'Content-Type: application/json' -d '{"name":"最后一笔needle","stage":"won"}'
server_kill
server_start
TOKEN=$(login admin bench)
[ "$(api GET '/search?q=needle' | json_field name)" = 最后一笔needle ] || fail "what was written before the kill is not found at once"
settled 60
[ "$(api GET '/search?q=zuihouyibi' | json_field name)" = 最后一笔needle ] || fail "what was written before the kill is not in the index"

while read -r name number unit; do
    case $name in
        search.c1.p95 | q.c1.p95) max=20 ;;
        lag.max) max=2 ;;
        *) max= ;;
    esac
    figure "$name" "$number" "$unit" ${max:+"$max"}
done < "$OUT"
figure machine.load "$(cut -d ' ' -f 2 /proc/loadavg)" processes
if [ -z "${TRELLIS_SEARCH:-}" ]; then figure index.size "$(du -sm "$BENCH_HOME/data/search" | cut -f 1)" MB; fi
figure rss.after "$((RSS / 1024))" MB 600
finish
