#!/usr/bin/env bash
# Two nodes over one MongoDB (the tests' stand-in) and one real Elasticsearch take writes while one of them is killed, ten times by turns, each time in the
# middle of an import that it runs: nothing acknowledged is lost, every event is had exactly once by every listener, the other node takes over within 15 s.
# usage: deploy/bench/cluster.sh        ROUNDS=n (10), QUICK=1: 3 rounds
. "$(dirname "$0")/lib.sh"
export TRELLIS_DEMO=false TRELLIS_ADMIN_TOKEN=bench-admin
ROUNDS=${ROUNDS:-$([ -n "$QUICK" ] && echo 3 || echo 10)}
PASSWORD=bench-Pass-2026
ROWS=1500
NOTES=$BENCH_HOME/acknowledged.txt
OUT=$BENCH_HOME/out.txt
: > "$NOTES"
NODE_PIDS=(0 0)
NODE_PORTS=(0 0)
HELPERS=()

cluster_cleanup() {
    local pid
    for pid in "${NODE_PIDS[@]}" "${HELPERS[@]}"; do [ "$pid" = 0 ] || kill -9 "$pid" 2>/dev/null; done
    bench_cleanup
}
trap cluster_cleanup EXIT

# The stand-in and Elasticsearch come with the tests of platform-core; neither is in the product.
test_classes() {
    local list=$ROOT/platform-core/target/test-class-path.txt
    if [ ! -f "$list" ]; then
        say "building the tests' servers"
        (cd "$ROOT" && JAVA_HOME=$JDK ./mvnw -q -B -DskipTests -pl platform-core -am package) >&2 || die "the tests did not compile"
    fi
    # What routes logging elsewhere must not be beside Elasticsearch, which brings its own.
    CLASSES=$ROOT/platform-core/target/test-classes:$(tr ':' '\n' < "$list" | grep -v -e /logback -e /log4j-to-slf4j -e /spring- | paste -s -d :)
}

helper() { # helper NAME WORD COMMAND…: starts it and waits until it says the word
    local name=$1 word=$2 log=$BENCH_HOME/$1.log
    shift 2
    tail -f /dev/null | "$@" > "$log" 2>&1 &
    HELPERS+=($!)
    for _ in $(seq 1 1800); do
        grep -q "$word" "$log" && return
        sleep 0.1
    done
    tail -n 20 "$log" >&2
    die "$name did not start"
}

node_start() {
    local n=$1
    [ "${NODE_PORTS[n]}" != 0 ] || NODE_PORTS[n]=$(free_port)
    env TRELLIS_HOME="$BENCH_HOME/node$n" SERVER_PORT="${NODE_PORTS[n]}" TRELLIS_STORE="$MONGO" TRELLIS_SEARCH="http://127.0.0.1:$SEARCH_PORT" \
        "${LAUNCH[@]}" >> "$BENCH_HOME/node$n.log" 2>&1 &
    NODE_PIDS[n]=$!
}

node_wait() { # node_wait N: until it says that it is ready
    local n=$1
    for _ in $(seq 1 1800); do
        kill -0 "${NODE_PIDS[n]}" 2>/dev/null || { tail -n 20 "$BENCH_HOME/node$n.log" >&2; die "node $n ended"; }
        [ "$(curl -s -m 5 -o /dev/null -w '%{http_code}' "http://127.0.0.1:${NODE_PORTS[n]}/api/v1/health/ready")" = 200 ] && return
        sleep 0.1
    done
    die "node $n was not ready in time"
}

node_kill() {
    kill -9 "${NODE_PIDS[$1]}" 2>/dev/null
    wait "${NODE_PIDS[$1]}" 2>/dev/null
    NODE_PIDS[$1]=0
}

use() { PORT=${NODE_PORTS[$1]} BASE=http://127.0.0.1:${NODE_PORTS[$1]}/api/v1; }

client() {
    local command=$1 ports=$2
    shift 2
    "$JAVA" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "$BENCH_DIR/Durability.java" "$command" port="$ports" tenant=bench password="$PASSWORD" notes="$NOTES" "$@"
}
value() { awk -v n="$1" '$1 == n { print $2 }' "$OUT"; }
both() { echo "${NODE_PORTS[0]},${NODE_PORTS[1]}"; }

# import_start ROUND NODE: uploads a file of its own to the node and starts it there
import_start() {
    use "$2"
    awk -v r="$1" -v rows="$ROWS" 'BEGIN { print "title,number,copy"; for (i = 1; i <= rows; i++) printf "n %d,%d,%d\n", r * 100000 + i, r * 100000 + i, r * 100000 + i }' > "$BENCH_HOME/rows.csv"
    IMPORT=$(api POST /imports -F "file=@$BENCH_HOME/rows.csv;type=text/csv" -F 'options={"object":"killcheck","operation":"create"}' | json_field id)
    [ -n "$IMPORT" ] || die "an upload was refused"
    api PUT "/imports/$IMPORT" -H 'Content-Type: application/json' -d '{"start":true}' > /dev/null
    IMPORTS+=("$IMPORT")
}
processed() { api GET "/imports/$IMPORT" | json_field processed; }
state() { api GET "/imports/$1" | json_field state; }

# Whether what is done on one node holds on the other; prints how many ms it took.
until_other() { # until_other N COMMAND…: ms until the command succeeds on node N
    local start n=$1
    start=$(now_ms)
    shift
    use "$n"
    while ! "$@"; do
        [ $(($(now_ms) - start)) -lt 20000 ] || break
        sleep 0.02
    done
    echo $(($(now_ms) - start))
}
field_known() { api GET /meta/objects/killcheck | grep -q '"seenBy"'; }
session_gone() { [ "$(curl -s -m 10 -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $OTHER" "$BASE/me")" = 401 ]; }

bench_jar
test_classes
SEARCH_PORT=$(free_port)
helper mongo mongodb:// "$JAVA" -Xmx1500m -XX:+UseSerialGC -cp "$CLASSES" io.trellis.platform.store.mongo.standin.StandInMongo
MONGO=$(grep -o 'mongodb://[^ ]*' "$BENCH_HOME/mongo.log" | head -n 1)
case $MONGO in */?*[!0-9:/]*) ;; *) MONGO=${MONGO%/}/trellis ;; esac
helper elasticsearch '^started' "$JAVA" -Xmx400m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp "$CLASSES" \
    org.elasticsearch.node.SearchServer "$SEARCH_PORT" "$BENCH_HOME/elasticsearch"
say "two nodes over $MONGO"
node_start 0
node_start 1
node_wait 0
node_wait 1
use 0
tenant_create bench
client define "${NODE_PORTS[0]}" || die "the object could not be defined"

say "what one node does holds on the other"
TOKEN=$(login admin bench)
use 1
[ "$(api GET /me -o /dev/null -w '%{http_code}')" = 200 ] || fail "a session of one node is not known to the other"
use 0
api PUT /meta/objects/killcheck/fields/seenBy -H 'Content-Type: application/json' -d '{"type":"text","max":20,"label":{"zh-CN":"已见","en-US":"Seen by"}}' > /dev/null
figure cluster.catalog "$(until_other 1 field_known)" ms 1000
use 0
OTHER=$(login admin bench)
use 1
curl -s -o /dev/null -m 10 -H "Authorization: Bearer $OTHER" "$BASE/me"
use 0
curl -s -o /dev/null -m 10 -X POST -H "Authorization: Bearer $OTHER" "$BASE/auth/logout"
figure cluster.session.ended "$(until_other 1 session_gone)" ms 1000

IMPORTS=()
SLOWEST=0
# The pause keeps the records to a number that the stand-in, which has no real plans, can list. Replaced by the writer itself, so that it is the one that is ended.
(exec "$JAVA" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "$BENCH_DIR/Durability.java" write port="$(both)" tenant=bench password="$PASSWORD" \
    notes="$NOTES" writers=16 seconds=100000 pause=1500) & WRITER=$!
until [ "$(wc -l < "$NOTES")" -gt 100 ] || ! kill -0 "$WRITER" 2>/dev/null; do sleep 0.2; done
for round in $(seq 1 "$ROUNDS"); do
    VICTIM=$((round % 2))
    OTHER_NODE=$((1 - VICTIM))
    # Whoever takes up the import runs it; half of the time that is the one who dies, and an import of each round makes sure of several.
    import_start "$round" "$VICTIM"
    use "$OTHER_NODE"
    for _ in $(seq 1 300); do
        [ "$(processed)" != 0 ] && break
        sleep 0.1
    done
    BEFORE=$(processed)
    node_kill "$VICTIM"
    KILLED=$(now_ms)
    while [ "$(state "$IMPORT")" != done ] && [ "$(processed)" -le "$BEFORE" ]; do
        [ $(($(now_ms) - KILLED)) -lt 120000 ] || { fail "import of round $round was not taken over"; break; }
        sleep 0.1
    done
    TOOK=$(($(now_ms) - KILLED))
    [ "$TOOK" -le "$SLOWEST" ] || SLOWEST=$TOOK
    say "round $round: node $VICTIM killed at row $BEFORE, the other went on after $TOOK ms; $(wc -l < "$NOTES") facts"
    node_start "$VICTIM"
    node_wait "$VICTIM"
    sleep 2
done
kill "$WRITER" 2>/dev/null
wait "$WRITER" 2>/dev/null

use 0
for id in "${IMPORTS[@]}"; do
    for _ in $(seq 1 1200); do
        case $(state "$id") in queued | running) sleep 0.2 ;; *) break ;; esac
    done
    [ "$(state "$id")" = done ] && [ "$(api GET "/imports/$id" | json_field created)" = "$ROWS" ] || fail "an import ended as $(api GET "/imports/$id" | cut -c 1-300)"
done
figure cluster.rounds "$round" rounds
figure cluster.takeover.slowest "$SLOWEST" ms 15000
for n in 0 1; do
    client verify "${NODE_PORTS[n]}" > "$OUT" || die "could not verify on node $n"
    say "node $n: $(tr '\n' ' ' < "$OUT")"
    figure "cluster.node$n.acknowledged" "$(value acknowledged)" writes
    figure "cluster.node$n.records" "$(value records)" records
    figure "cluster.node$n.lost" "$(value lost)" records 0
    figure "cluster.node$n.half" "$(value half)" records 0
    figure "cluster.node$n.odd" "$(value odd)" answers 0
done
[ "$(value acknowledged)" -gt "$((ROUNDS * 30))" ] || fail "too little was written to prove anything"
client account "${NODE_PORTS[0]}" > "$OUT" || die "could not read the account"
figure cluster.events "$(value events)" events
figure cluster.listeners "$(value listeners)" listeners
[ "$(value listeners)" -gt 0 ] || fail "no listener has an account"
figure cluster.miscounted "$(value miscounted)" events 0
figure cluster.dead "$(value dead)" events 0
figure cluster.behind "$(value behind)" listeners 0
figure cluster.search.asked "$(value asked)" records
figure cluster.search.wrong "$(value unfound)" records 0
finish
