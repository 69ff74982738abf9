#!/usr/bin/env bash
# Does every path show the same records? Tenants made by chance (people, departments, scopes, hidden fields, records that move and go); for every person
# each path – lists, search, history, files, exports, sums, the past – is held against who may see what, reckoned without the server; then tenants try each other.
# usage: deploy/bench/parity.sh      SEEDS=n (6) tenants, FIRST=n the first seed, QUICK=1: 2; starts a server of its own over a temporary folder
. "$(dirname "$0")/lib.sh"
export TRELLIS_DEMO=false
SEEDS=${SEEDS:-$([ -n "$QUICK" ] && echo 2 || echo 6)}

bench_jar
server_start TRELLIS_ADMIN_TOKEN=parity-admin
say "$SEEDS tenants from seed ${FIRST:-1}"
# The programs are run from source and need only the JSON library that is in the server's jar.
(cd "$BENCH_HOME" && "$JDK/bin/jar" xf "$(realpath "$JAR")" BOOT-INF/lib)
"$JAVA" -Xmx512m -cp "$BENCH_HOME/BOOT-INF/lib/*" "$BENCH_DIR/probe/Parity.java" "http://127.0.0.1:$PORT" parity-admin "$SEEDS" "${FIRST:-1}" \
    > "$BENCH_HOME/parity.txt" || fail "paths disagree, see above"
grep -v '^parity_' "$BENCH_HOME/parity.txt" >&2
while read -r name value unit; do
    case $name in parity_leaks | parity_missing | parity_cross_tenant_leaks | parity_broken_answers) max=0 ;; *) max= ;; esac
    figure "$name" "$value" "$unit" ${max:+"$max"}
done < <(grep '^parity_' "$BENCH_HOME/parity.txt")
[ -s "$FIGURES" ] || fail "nothing was compared"
finish
