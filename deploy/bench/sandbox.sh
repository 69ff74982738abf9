#!/usr/bin/env bash
# Does the sandbox hold? Every attack of the written list (rules/src/test/resources/attacks.txt) is sent to a running server, two at a time, while four
# others go on reading and writing; then a trigger causes itself. Each must end within 2 s with the error the list expects, and nobody else may notice.
# What a trigger costs a save is measured by rules.sh.
# usage: deploy/bench/sandbox.sh
. "$(dirname "$0")/lib.sh"
export TRELLIS_DEMO=false TRELLIS_ADMIN_TOKEN=bench-admin
PASSWORD=bench-Pass-2026
OUT=$BENCH_HOME/sandbox.txt

server_start
tenant_create bench
"$JAVA" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "$BENCH_DIR/Scripts.java" "$ROOT/rules/src/test/resources/attacks.txt" port="$PORT" tenant=bench \
    password="$PASSWORD" > "$OUT" || die "the client failed"
server_alive || fail "the server ended"
while read -r name number; do
    case $name in
        attacks.slowest) figure "$name" "$number" s 2 ;;
        attacks.unclear | attacks.late) figure "$name" "$number" attacks 0 ;;
        others.failed) figure "$name" "$number" requests 0 ;;
        others.p50 | others.p99) figure "$name" "$number" ms ;;
        storm.endless | storm.untold) figure "$name" "$number" storms 0 ;;
        *) figure "$name" "$number" "${name##*.}" ;;
    esac
done < "$OUT"
[ "$(awk '$1 == "attacks.count" { print $2 }' "$OUT")" -ge 60 ] || fail "fewer than 60 attacks"
figure rss.after "$(($(rss_kb) / 1024))" MB
figure machine.load "$(cut -d ' ' -f 2 /proc/loadavg)" processes
finish
