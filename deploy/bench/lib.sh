# Shared by the benchmark scripts; source it, never run it:   . "$(dirname "$0")/lib.sh"
# It finds JDK 25, builds the server's jar where it is missing, runs servers on free ports over a temporary TRELLIS_HOME, measures them from
# /proc, and at exit stops and removes everything it made. Needs bash, curl and coreutils.
#
#   server_start [VAR=value…]   start over $BENCH_HOME and wait until people can sign in   → SERVER_PID, PORT, BASE
#   server_kill                 kill -9;   server_stop: SIGTERM and wait
#   tenant_create NAME             a tenant with base and sales, admin / $PASSWORD
#   login USER [TENANT]            prints a token                          api METHOD PATH [curl arguments…]: a call with $TOKEN, prints the body
#   json_field NAME             the first value of a key in the JSON on stdin, for flat answers
#   cpu_ms / rss_kb             of the server so far / now              now_ms
#   figure NAME VALUE UNIT [MAX]   notes a result and, with MAX, a bar;  fail WHY: notes a failure without a number
#   finish                      prints the figures last, exits 1 where a bar was missed
#
# Environment: QUICK=1 shorter runs · KEEP=1 keeps the temporary folder · TRELLIS_JAR a jar to use · BENCH_PORT a port to use · JVM_FLAGS · NO_AOT=1 starts the plain jar

set -u
export LC_ALL=C.UTF-8
BENCH_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
QUICK=${QUICK:-}
PASSWORD=trellis-demo
SERVER_PID=
MISSED=()
BENCH_HOME=$(mktemp -d "${TMPDIR:-/tmp}/trellis-bench.XXXXXX")
FIGURES=$BENCH_HOME/figures.txt
SERVER_LOG=$BENCH_HOME/server.log
: > "$FIGURES"

say() { printf '%s %s\n' "$(date +%T)" "$*" >&2; }
die() { say "$*"; [ -s "$SERVER_LOG" ] && tail -n 30 "$SERVER_LOG" >&2; exit 2; }

. "$BENCH_DIR/../launch.sh"
JDK=$(find_jdk) || die "No JDK 25 found; set JAVA_HOME to one."
JAVA=$JDK/bin/java

bench_jar() {
    JAR=${TRELLIS_JAR:-$(find_jar)}
    if [ -z "$JAR" ]; then
        say "building the server's jar"
        (cd "$ROOT" && JAVA_HOME=$JDK ./mvnw -q -DskipTests -pl deploy/server -am package) >&2 || die "the build failed"
        JAR=$(find_jar)
    fi
    [ -f "$JAR" ] || die "no jar at deploy/server/target"
    say "preparing the start"
    launch_command "$JDK" "$(realpath "$JAR")"
}

now_ms() { date +%s%3N; }
server_alive() { [ -n "$SERVER_PID" ] && kill -0 "$SERVER_PID" 2>/dev/null; }

server_start() {
    [ -n "${JAR:-}" ] || bench_jar
    PORT=$(free_port)
    BASE=http://127.0.0.1:$PORT/api/v1
    env TRELLIS_HOME="$BENCH_HOME/data" SERVER_PORT="$PORT" TRELLIS_DEMO="${TRELLIS_DEMO:-true}" "$@" \
        "${LAUNCH[@]}" >> "$SERVER_LOG" 2>&1 &
    SERVER_PID=$!
    wait_ready
}

# Ready is when somebody can sign in (demo tenant), or when the API tells strangers to.
wait_ready() {
    local until=$(($(now_ms) + ${READY_MS:-180000})) code
    while [ "$(now_ms)" -lt "$until" ]; do
        server_alive || die "the server ended while it was starting"
        if [ "${TRELLIS_DEMO:-true}" = true ]; then
            code=$(curl -s -o /dev/null -m 10 -w '%{http_code}' -H 'Content-Type: application/json' -d "$(login_body admin demo)" "$BASE/auth/login")
            [ "$code" = 200 ] && return
        else
            code=$(curl -s -o /dev/null -m 10 -w '%{http_code}' "$BASE/me")
            [ "$code" = 401 ] && return
        fi
        sleep 0.1
    done
    die "the server was not ready in time"
}

server_kill() {
    if server_alive; then
        kill -9 "$SERVER_PID"
        wait "$SERVER_PID" 2>/dev/null
    fi
    SERVER_PID=
}

server_stop() {
    if server_alive; then
        kill "$SERVER_PID"
        for _ in $(seq 1 200); do
            server_alive || break
            sleep 0.1
        done
        server_alive && say "the server did not stop within 20 s" && kill -9 "$SERVER_PID"
        wait "$SERVER_PID" 2>/dev/null
    fi
    SERVER_PID=
}

login_body() { printf '{"tenant":"%s","username":"%s","password":"%s"}' "$2" "$1" "$PASSWORD"; }
json_field() { grep -o "\"$1\" *: *\(\"[^\"]*\"\|[^,}]*\)" | head -n 1 | sed -e 's/^[^:]*: *//' -e 's/^"//' -e 's/"$//'; }
login() {
    curl -s -m 30 -H 'Content-Type: application/json' -d "$(login_body "$1" "${2:-demo}")" "$BASE/auth/login" | json_field token
}
api() {
    local method=$1 path=$2
    shift 2
    curl -s -m "${API_TIMEOUT:-120}" -X "$method" -H "Authorization: Bearer $TOKEN" "$BASE$path" "$@"
}

# A tenant of its own with the packages base and sales; $PASSWORD becomes its admin's password. Needs TRELLIS_ADMIN_TOKEN.
tenant_create() {
    local code package
    code=$(curl -s -m 60 -o "$BENCH_HOME/answer" -w '%{http_code}' -H "Authorization: Bearer $TRELLIS_ADMIN_TOKEN" -H 'Content-Type: application/json' \
        -d "{\"name\":\"$1\",\"label\":{\"en-US\":\"$1\"},\"adminUsername\":\"admin\",\"adminPassword\":\"$PASSWORD\"}" "$BASE/tenants")
    [ "$code" = 201 ] || die "no tenant: $code $(cat "$BENCH_HOME/answer")"
    TOKEN=$(login admin "$1")
    for package in base sales; do
        code=$(api POST /packages -o "$BENCH_HOME/answer" -w '%{http_code}' -H 'Content-Type: application/json' -d "{\"name\":\"$package\"}")
        case $code in 20? | 409) ;; *) die "package $package: $code $(cat "$BENCH_HOME/answer")" ;; esac
    done
}

# utime + stime of all the server's threads, ms; in ticks of 10 ms. The command name may hold blanks, so fields are counted after its ")".
cpu_ms() { sed 's/.*) //' "/proc/$SERVER_PID/stat" | awk -v hz="$(getconf CLK_TCK)" '{ printf "%d", ($12 + $13) * 1000 / hz }'; }
rss_kb() { awk '/^VmRSS/ { print $2 }' "/proc/$SERVER_PID/status"; }

fail() { MISSED+=("$*"); }
figure() {
    printf '%s %s %s\n' "$1" "$2" "$3" >> "$FIGURES"
    [ $# -lt 4 ] || bar "$1" "$2" "$4"
}
# A bar of the issue: the value must be a number of at most the maximum.
bar() { awk -v v="$2" -v m="$3" 'BEGIN { exit !(v ~ /^-?[0-9.]+([eE][-+]?[0-9]+)?$/ && v + 0 <= m + 0) }' || MISSED+=("$1 is $2, the bar is $3"); }

finish() {
    local missed
    for missed in "${MISSED[@]:-}"; do [ -n "$missed" ] && printf 'MISSED: %s\n' "$missed"; done
    cat "$FIGURES"
    [ "${#MISSED[@]}" -eq 0 ]
    exit
}

bench_cleanup() {
    server_kill
    [ -z "${TRIAL_PID:-}" ] || kill -9 "$TRIAL_PID" 2>/dev/null
    [ -n "${KEEP:-}" ] && say "kept $BENCH_HOME" || rm -rf "$BENCH_HOME"
}
trap bench_cleanup EXIT
trap 'exit 130' INT TERM
