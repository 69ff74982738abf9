#!/usr/bin/env bash
# An import of 100,000 rows of which every hundredth is bad, killed with kill -9 in the middle and taken up again by the next start: every good
# row exactly once, every bad one reported with its reason, memory flat.
# usage: deploy/bench/import.sh         QUICK=1: 20,000 rows
. "$(dirname "$0")/lib.sh"
export TRELLIS_DEMO=false TRELLIS_ADMIN_TOKEN=bench-admin
PASSWORD=bench-Pass-2026
ROWS=${ROWS:-$([ -n "$QUICK" ] && echo 20000 || echo 100000)}
FILE=$BENCH_HOME/opportunities.csv
BAD=$((ROWS / 100))
GOOD=$((ROWS - BAD))

# Bad rows: no such customer, no date, no option, no name: in turns.
make_file() {
    awk -v rows="$ROWS" 'BEGIN {
        srand(7); print "商机名称,客户,销售阶段,预计金额,预计成交日期,赢单概率,客户需求,外部系统编号"
        split("初步接洽,需求确认,方案报价,商务谈判,赢单", stage, ",")
        for (i = 1; i <= rows; i++) {
            name = sprintf("产线改造项目%06d", i); customer = sprintf("导入客户%03d", i % 200); s = stage[i % 5 + 1]
            date = sprintf("2026/%d/%d", i % 12 + 1, i % 28 + 1)
            if (i % 100 == 0) { k = i / 100 % 4; if (k == 0) customer = "没有这家"; else if (k == 1) date = "下个月"; else if (k == 2) s = "不知道"; else name = "" }
            printf "%s,%s,%s,\"%d,%03d.50\",%s,%d%%,\"三条产线，\n要求\"\"三个月\"\"内上线\",I%d\r\n", name, customer, s, i % 900 + 100, i % 1000, date, i % 100, i
        }
    }' > "$FILE"
}

view() { api GET "/imports/$IMPORT"; }
count_of() { view | json_field "$1"; }

server_start
tenant_create bench
say "making 200 customers and a file of $ROWS rows"
make_file
awk 'BEGIN { printf "{\"operation\":\"create\",\"records\":["; for (i = 0; i < 200; i++) printf "%s{\"name\":\"导入客户%03d\"}", i ? "," : "", i; printf "]}" }' > "$BENCH_HOME/accounts.json"
api POST /records/account/bulk -H 'Content-Type: application/json' --data-binary "@$BENCH_HOME/accounts.json" | grep -q '"created": *200' || die "no customers"

say "uploading $(du -h "$FILE" | cut -f 1)"
START=$(now_ms)
ANSWER=$(api POST /imports -F "file=@$FILE;type=text/csv" -F 'options={"object":"opportunity","operation":"create"}')
IMPORT=$(printf %s "$ANSWER" | json_field id)
[ -n "$IMPORT" ] || die "the upload was refused: $ANSWER"
figure import.upload "$(($(now_ms) - START))" ms
GUESSED=$(printf %s "$ANSWER" | grep -o '"field" *: *"[A-Za-z]*"' | wc -l)
figure import.columns.guessed "$GUESSED" columns
[ "$GUESSED" = 8 ] || fail "only $GUESSED of 8 columns were guessed: $ANSWER"

RSS_BEFORE=$(rss_kb)
RSS_MAX=$RSS_BEFORE
RSS_THIRD=
sample() {
    local now
    now=$(rss_kb)
    [ "$now" -gt "$RSS_MAX" ] && RSS_MAX=$now
    [ -z "$RSS_THIRD" ] && [ "${1:-0}" -gt $((ROWS / 3)) ] && RSS_THIRD=$now
}
START=$(now_ms)
CPU=$(cpu_ms)
api PUT "/imports/$IMPORT" -H 'Content-Type: application/json' -d '{"start":true}' > /dev/null
while :; do
    DONE=$(count_of processed)
    sample "$DONE"
    [ "$DONE" -ge $((ROWS / 2)) ] && break
    case $(count_of state) in queued | running) ;; *) die "the import ended early: $(view)" ;; esac
    sleep 0.2
done
say "kill -9 at row $DONE"
server_kill
CPU_FIRST=$DONE
server_start
TOKEN=$(login admin bench)
RESUMED=$(now_ms)
RSS_BEFORE_SECOND=$(rss_kb)
while :; do
    DONE=$(count_of processed)
    sample "$DONE"
    case $(count_of state) in queued | running) ;; *) break ;; esac
    [ $(($(now_ms) - RESUMED)) -gt 600000 ] && die "the import does not end: $(view)"
    sleep 0.2
done
SECONDS_ALL=$(awk "BEGIN { print ($(now_ms) - $START) / 1000 }")
say "$(view | cut -c 1-300)"

[ "$(count_of state)" = done ] || fail "the import ended as $(count_of state)"
[ "$(count_of created)" = "$GOOD" ] || fail "$(count_of created) rows created, $GOOD expected"
[ "$(count_of failed)" = "$BAD" ] || fail "$(count_of failed) rows failed, $BAD expected"
STORED=$(api GET '/records/opportunity?size=1&count=true' | json_field total)
[ "$STORED" = "$GOOD" ] || fail "$STORED records are there, $GOOD expected"
api GET "/imports/$IMPORT/errors" > "$BENCH_HOME/errors.csv"
# A record of the file ends with CRLF; the line break within a cell is a bare LF.
LINES=$(tr -d '\n' < "$BENCH_HOME/errors.csv" | tr '\r' '\n' | wc -l)
[ "$LINES" = $((BAD + 1)) ] || fail "the error file has $LINES lines, $((BAD + 1)) expected"
REASONS=$(grep -c -e '没有这家' -e '预计成交日期: ' -e '销售阶段: ' -e '商机名称: ' "$BENCH_HOME/errors.csv")
[ "$REASONS" -ge "$BAD" ] || fail "only $REASONS of $BAD bad rows tell their reason"
DISTINCT=$(api POST /records/opportunity/aggregate -H 'Content-Type: application/json' \
    -d '{"groupBy":[],"measures":[{"function":"countDistinct","field":"externalId","as":"n"}]}' | json_field n)
[ "$DISTINCT" = "$GOOD" ] || fail "$DISTINCT distinct rows, $GOOD expected"

figure import.rows "$ROWS" rows
figure import.created "$(count_of created)" records
figure import.failed "$(count_of failed)" rows
figure import.errorfile.rows "$((LINES - 1))" rows
figure import.killed.at "$CPU_FIRST" rows
figure import.seconds "$SECONDS_ALL" s
figure import.rate "$(awk "BEGIN { printf \"%.0f\", $ROWS / $SECONDS_ALL }")" rows/s
figure import.cpu.second "$(awk "BEGIN { printf \"%.3f\", $(cpu_ms) / ($ROWS - $CPU_FIRST) }")" ms
figure rss.before "$((RSS_BEFORE / 1024))" MB
figure rss.third "$((${RSS_THIRD:-$RSS_MAX} / 1024))" MB
figure rss.max "$((RSS_MAX / 1024))" MB 600
# Flat: the last two thirds of the file add less than a sixth of what the process has.
figure rss.growth "$(((RSS_MAX - ${RSS_THIRD:-$RSS_MAX}) / 1024))" MB 100
finish
