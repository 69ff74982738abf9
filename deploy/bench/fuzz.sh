#!/usr/bin/env bash
# Bad input against every operation of the API documents: never a 5xx, never another tenant's data, nothing without a session.
# usage: deploy/bench/fuzz.sh      starts a server of its own over a temporary folder; QUICK=1 sends fewer requests
. "$(dirname "$0")/lib.sh"

bench_jar
server_start TRELLIS_ADMIN_TOKEN=fuzz-admin
say "fuzzing $BASE"
# The programs are run from source and need only the JSON library that is in the server's jar.
(cd "$BENCH_HOME" && "$JDK/bin/jar" xf "$(realpath "$JAR")" BOOT-INF/lib)
"$JAVA" -Xmx512m -cp "$BENCH_HOME/BOOT-INF/lib/*" "$BENCH_DIR/probe/ApiFuzz.java" "http://127.0.0.1:$PORT" fuzz-admin ${QUICK:+quick} \
    > "$BENCH_HOME/fuzz.txt" || fail "bad input got through, see above"
grep -v '^fuzz_' "$BENCH_HOME/fuzz.txt" >&2
while read -r name value unit; do figure "$name" "$value" "$unit"; done < <(grep '^fuzz_' "$BENCH_HOME/fuzz.txt")
server_alive || fail "the server did not survive"
figure server_log_errors "$(grep -c ' ERROR ' "$SERVER_LOG")" count 0
finish
