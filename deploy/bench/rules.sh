#!/usr/bin/env bash
# What formulas, validations and roll-ups cost, and whether derived values are ever stale: formulas a second, a save with all of them beside a plain one,
# a parent of 10,000 children, an import of 100,000 rows, and a soak of 10,000 operations by eight writers with kills between, after which everything is
# computed from scratch and compared.
# usage: deploy/bench/rules.sh        QUICK=1: 20,000 rows, 2,000 operations      OPERATIONS=n ROUNDS=n ROWS=n
. "$(dirname "$0")/lib.sh"
export TRELLIS_DEMO=false TRELLIS_ADMIN_TOKEN=bench-admin
PASSWORD=bench-Pass-2026
ROWS=${ROWS:-$([ -n "$QUICK" ] && echo 20000 || echo 100000)}
OPERATIONS=${OPERATIONS:-$([ -n "$QUICK" ] && echo 2000 || echo 10000)}
ROUNDS=${ROUNDS:-$([ -n "$QUICK" ] && echo 2 || echo 5)}
OUT=$BENCH_HOME/client.txt

client() {
    "$JAVA" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "$BENCH_DIR/Rules.java" "$1" port="$PORT" tenant=bench password="$PASSWORD" "${@:2}" > "$OUT"
}
value() { awk -v n="$1" '$1 == n { print $2 }' "$OUT"; }
at_least() { awk -v v="$2" -v m="$3" 'BEGIN { exit !(v + 0 >= m + 0) }' || fail "$1 is $2, the bar is at least $3"; }

server_start
tenant_create bench

say "formulas"
mkdir -p "$BENCH_HOME/lib"
(cd "$BENCH_HOME/lib" && "$JDK/bin/jar" xf "$(realpath "$JAR")" BOOT-INF/lib) || die "the jar could not be unpacked"
"$JAVA" -cp "$BENCH_HOME/lib/BOOT-INF/lib/*" "$BENCH_DIR/Formulas.java" > "$OUT" || die "the formulas failed"
for size in small middle large; do figure "rules.formulas.$size" "$(value $size)" evaluations/s; done
at_least rules.formulas "$(value least)" 1000000

client define || die "the objects could not be defined"
figure rules.validations "$(value validations)" rules

say "saves"
client save pid="$SERVER_PID" times="$([ -n "$QUICK" ] && echo 1000 || echo 3000)" || die "the saves failed"
figure rules.save.plain "$(value plain)" ms
figure rules.save "$(value rules)" ms
figure rules.save.ratio "$(value ratio)" times 2

say "an import of $ROWS rows"
FILE=$BENCH_HOME/items.csv
client file rows="$ROWS" to="$FILE" || die "no file"
IMPORT=$(api POST /imports -F "file=@$FILE;type=text/csv" -F 'options={"object":"ruleitem","operation":"create"}' | json_field id)
[ -n "$IMPORT" ] || die "the upload was refused"
START=$(now_ms)
CPU=$(cpu_ms)
api PUT "/imports/$IMPORT" -H 'Content-Type: application/json' -d '{"start":true}' > /dev/null
while :; do
    STATE=$(api GET "/imports/$IMPORT" | json_field state)
    case $STATE in queued | running) ;; *) break ;; esac
    [ $(($(now_ms) - START)) -gt 900000 ] && die "the import does not end"
    sleep 0.3
done
TOOK=$(($(now_ms) - START))
CREATED=$(api GET "/imports/$IMPORT" | json_field created)
[ "$STATE" = done ] && [ "$CREATED" = "$ROWS" ] || fail "the import ended as $STATE with $CREATED of $ROWS rows: $(api GET "/imports/$IMPORT" | cut -c 1-400)"
figure rules.import.rows "$ROWS" rows
figure rules.import.cpu "$(awk "BEGIN { printf \"%.3f\", ($(cpu_ms) - $CPU) / $ROWS }")" ms
RATE=$(awk "BEGIN { printf \"%.0f\", $ROWS * 1000 / $TOOK }")
figure rules.import.rate "$RATE" rows/s
at_least rules.import.rate "$RATE" 1500

say "a parent of 10,000 children"
client rollup || die "the large parent failed"
figure rules.rollup.children "$(value children)" records
figure rules.rollup.one "$(value ms)" ms 1000
figure rules.rollup.passes "$(value passes)" versions 1
[ "$(value right)" = 1 ] || fail "the large parent's roll-ups are not what the list adds up to"

say "the soak"
NOTES=$BENCH_HOME/operations.txt
TOTAL=0
ODD=0
IMPORTED=0
for round in $(seq 1 "$ROUNDS"); do
    echo 0 > "$NOTES"
    GOAL=$((OPERATIONS * round / ROUNDS - TOTAL))
    FILE=$BENCH_HOME/parts.csv
    client file rows=300 soak="$round" to="$FILE"
    "$JAVA" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "$BENCH_DIR/Rules.java" soak port="$PORT" tenant=bench password="$PASSWORD" \
        notes="$NOTES" $([ "$round" = "$ROUNDS" ] && echo operations="$GOAL") > "$BENCH_HOME/soak.txt" & SOAK=$!
    until [ "0$(cat "$NOTES")" -gt 0 ] || ! kill -0 "$SOAK" 2> /dev/null; do sleep 0.1; done
    IMPORT=$(api POST /imports -F "file=@$FILE;type=text/csv" -F 'options={"object":"soakpart","operation":"create"}' | json_field id)
    [ -z "$IMPORT" ] || { api PUT "/imports/$IMPORT" -H 'Content-Type: application/json' -d '{"start":true}' > /dev/null; IMPORTED=$((IMPORTED + 300)); }
    if [ "$round" = "$ROUNDS" ]; then
        wait "$SOAK"
    else
        until [ "0$(cat "$NOTES")" -ge "$GOAL" ] || ! kill -0 "$SOAK" 2> /dev/null; do sleep 0.05; done
        server_kill
        wait "$SOAK"
        server_start
        TOKEN=$(login admin bench)
    fi
    TOTAL=$((TOTAL + $(awk '$1 == "operations" { print $2 }' "$BENCH_HOME/soak.txt")))
    ODD=$((ODD + $(awk '$1 == "odd" { print $2 }' "$BENCH_HOME/soak.txt")))
    say "round $round: $TOTAL operations"
done
until api GET '/imports' | json_field state | grep -qv -e queued -e running; do sleep 0.3; done
client rebuild || die "the rebuild failed"
figure rules.soak.operations "$TOTAL" operations
figure rules.soak.imported "$IMPORTED" rows
figure rules.soak.kills "$((ROUNDS - 1))" kills
figure rules.soak.odd "$ODD" answers 0
figure rules.soak.records "$(value records)" records
figure rules.soak.different "$(value differences)" records 0
at_least rules.soak.operations "$TOTAL" "$OPERATIONS"
[ "$(value state)" = done ] || fail "the rebuild ended as $(value state)"
finish
