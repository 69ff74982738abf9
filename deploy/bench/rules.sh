#!/usr/bin/env bash
# What computed values and rules cost, and whether they are ever stale: a save with 10 formulas, 3 validations, 2 roll-ups upward (and a trigger of 10
# lines) against a plain one, a roll-up over 10,000 children, an import of 100,000 such rows with that trigger, one of rows that a duplicate
# rule compares, then 10,000 random creates, updates, deletes, restores, moves, bulks and imports by 8 writers with kill -9 between, after which a rebuild must find nothing to put right.
# usage: deploy/bench/rules.sh        QUICK=1: 20,000 rows, 2,000 writes, shorter phases, the bars still hold
. "$(dirname "$0")/lib.sh"
export TRELLIS_DEMO=false TRELLIS_ADMIN_TOKEN=bench-admin
PASSWORD=bench-Pass-2026
if [ -n "$QUICK" ]; then ROWS=20000 WRITES=2000 BLOCKS=6 WARM_UP=10; else ROWS=100000 WRITES=10000 BLOCKS=20 WARM_UP=30; fi
OUT=$BENCH_HOME/rules.txt
: > "$OUT"

client() {
    "$JAVA" -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "$BENCH_DIR/Rules.java" "$1" port="$PORT" pid="$SERVER_PID" tenant=bench \
        password="$PASSWORD" "${@:2}"
}
value() { awk -v n="$1" '$1 == n { print $2 }' "$OUT"; }

# One row in 20 says nothing of its group; all others are spread over 500 of them.
make_file() {
    awk -v rows="$ROWS" 'BEGIN {
        print "Title,Parent,Quantity,Price,Rate,Due"
        for (i = 1; i <= rows; i++) printf "row %06d,%s,%d,%d.25,%d,2026-%02d-%02d\r\n", i, i % 20 ? sprintf("parent %03d", i % 500) : "", i % 50 + 1, i % 90 + 10, i % 30, i % 12 + 1, i % 28 + 1
    }' > "$BENCH_HOME/rows.csv"
}

import_rows() { # NAME OBJECT: uploads, runs, notes the rate
    local answer id start
    answer=$(api POST /imports -F "file=@$BENCH_HOME/rows.csv;type=text/csv" -F "options={\"object\":\"$2\",\"operation\":\"create\"}")
    id=$(printf %s "$answer" | json_field id)
    [ -n "$id" ] || die "the upload was refused: $answer"
    start=$(now_ms)
    api PUT "/imports/$id" -H 'Content-Type: application/json' -d '{"start":true}' > /dev/null
    while :; do
        answer=$(api GET "/imports/$id")
        case $(printf %s "$answer" | json_field state) in queued | running) ;; *) break ;; esac
        [ $(($(now_ms) - start)) -gt 900000 ] && die "the import does not end: $answer"
        sleep 0.1
    done
    [ "$(printf %s "$answer" | json_field created)" = "$ROWS" ] || fail "import $1: not every row was made: $(printf %s "$answer" | cut -c 1-300)"
    echo "$1 $(awk "BEGIN { printf \"%.0f\", $ROWS * 1000 / ($(now_ms) - $start) }")" >> "$OUT"
}

bench_jar
say "evaluating formulas"
LIBRARY=$(find "$ROOT/deploy/server/target/launch" -name 'trellis-metadata-*.jar' 2>/dev/null | head -n 1)
[ -n "$LIBRARY" ] || die "the unpacked server is not at deploy/server/target/launch"
"$JAVA" -Xmx256m -XX:+UseSerialGC -cp "$(dirname "$LIBRARY")/*" "$BENCH_DIR/Formulas.java" >> "$OUT" || die "the formulas could not be evaluated"

server_start
tenant_create bench
client define >> "$OUT" || die "the objects could not be defined"
say "saving plain and ruled records in turns"
client saves blocks="$BLOCKS" warmUp="$WARM_UP" >> "$OUT" || die "the saves failed"
say "a group of 10,000"
client wide >> "$OUT" || die "the wide group failed"
say "importing $ROWS rows, plain and with rules"
make_file
client groups > /dev/null || die "no groups"
import_rows import.plain plainItem
client more > /dev/null || die "the trigger could not be defined"
import_rows import.rules item
import_rows import.checked checkedItem
REBUILT=$(client rebuild) || die "the rebuild failed"
IMPORT_DIFFERENCES=$(printf %s "$REBUILT" | awk '$1 == "rebuild.differences" { print $2 }')

say "random writes by 8 writers with kills between, $WRITES in all"
KILLS=0
DONE=0
NOTES=$BENCH_HOME/soak.txt
: > "$NOTES"
while [ "$DONE" -lt "$WRITES" ]; do
    client soak notes="$NOTES" & WRITER=$!
    GOAL=$((DONE + WRITES / 10))
    until [ "$(wc -l < "$NOTES")" -ge "$GOAL" ]; do
        kill -0 "$WRITER" 2>/dev/null || die "the writers ended: $(tail -n 3 "$NOTES")"
        sleep 0.1
    done
    server_kill
    KILLS=$((KILLS + 1))
    wait "$WRITER"
    DONE=$(wc -l < "$NOTES")
    server_start
done
TOKEN=$(login admin bench)
client settle || die "the listeners did not come to an end"
client rebuild >> "$OUT" || die "the rebuild failed"
ODD=$(grep -c '^x ' "$NOTES")
[ "$ODD" = 0 ] || { fail "$ODD answers were neither done nor refused for a reason"; grep '^x ' "$NOTES" | head -n 5 >&2; }

figure formulas "$(value formulas.rate)" /s
[ "$(value formulas.rate)" -ge 1000000 ] || fail "fewer than a million evaluations a second"
figure save.plain "$(value save.plain)" ms
figure save.ruled "$(value save.ruled)" ms
figure save.triggered "$(value save.triggered)" ms
figure save.ratio "$(value save.ratio)" times 2
figure save.trigger "$(value save.trigger)" ms 1
figure save.plain.alloc "$(value save.plain.alloc)" kB
figure save.ruled.alloc "$(value save.ruled.alloc)" kB
figure wide.children 10000 records
figure wide.counted "$(value wide.counted)" ms
figure wide.gathered "$(value wide.gathered)" ms
figure wide.passes "$(value wide.versions)" versions 1
figure import.plain "$(value import.plain)" rows/s
figure import.rules "$(value import.rules)" rows/s
figure import.checked "$(value import.checked)" rows/s
[ "$(value import.rules)" -ge 1500 ] || fail "the import with rules made $(value import.rules) rows a second, the bar is 1500"
figure import.stale "$IMPORT_DIFFERENCES" records 0
figure soak.writes "$DONE" writes
figure soak.kills "$KILLS" kills
figure soak.records "$(value rebuild.records)" records
figure soak.stale "$(value rebuild.differences)" records 0
figure machine.load "$(cut -d ' ' -f 2 /proc/loadavg)" processes
finish
