#!/usr/bin/env bash
# Starts the built jar in a third of the time: unpacks it once beside itself and lets the JVM keep what it learnt in a trial start (an AOT cache), both
# under deploy/server/target/launch. Where anything of that does not work, it starts the plain jar.
# usage: deploy/launch.sh [program arguments]      settings as environment variables, see README.md; JVM_FLAGS replaces the JVM's flags
# The benchmarks source it for find_jdk, find_jar and launch_command, the image's build for train_cache.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# The cache fits only the flags it was made with, so these are said once, here.
JVM_FLAGS=${JVM_FLAGS:--XX:+UseSerialGC -Xmx288m -XX:TrimNativeHeapInterval=5000 --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow}

is_jdk25() { [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25' "$1/release" 2>/dev/null; }

# The places maven-toolchains-plugin looks into, so that scripts and the build agree.
find_jdk() {
    local home onpath
    onpath=$(command -v javac || true)
    for home in "${JAVA_HOME:-}" "${JAVA25_HOME:-}" ${onpath:+"$(dirname "$(dirname "$(readlink -f "$onpath")")")"} \
        /usr/lib/jvm/* /opt/* /opt/*/* /usr/java/* /usr/local/openjdk-25 "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        "$HOME"/.m2/jdks/* "$HOME"/.asdf/installs/java/* "$HOME"/.jbang/cache/jdks/*; do
        if [ -n "$home" ] && is_jdk25 "$home"; then
            printf %s "$home"
            return
        fi
    done
    return 1
}

find_jar() { ls -t "$ROOT"/deploy/server/target/trellis-server-*.jar 2>/dev/null | grep -v -e sources -e javadoc | head -n 1; }

free_port() {
    local port
    while :; do
        port=${BENCH_PORT:-$((20000 + RANDOM % 12000))} # below 32768, from where the system gives ports to clients
        if ! (exec 3<> "/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            printf %s "$port"
            return
        fi
        [ -z "${BENCH_PORT:-}" ] || return 1
    done
}

# train_cache JAVA JAR CACHE: a trial start over an empty folder, one request, the end; what the JVM learnt from it is the file CACHE
train_cache() {
    local java=$1 jar=$2 cache=$3 port try
    port=$(free_port)
    # shellcheck disable=SC2086
    TRELLIS_HOME=$cache.trial SERVER_PORT=$port TRELLIS_DEMO=false "$java" $JVM_FLAGS -XX:AOTCacheOutput="$cache" -jar "$jar" > "$cache.log" 2>&1 &
    TRIAL_PID=$!
    for try in $(seq 1 600); do
        (exec 3<> "/dev/tcp/127.0.0.1/$port" && printf 'GET /api/v1/me HTTP/1.0\r\n\r\n' >&3 && head -c 12 <&3 > /dev/null) 2>/dev/null && break
        kill -0 "$TRIAL_PID" 2>/dev/null || break
        sleep 0.1
    done
    kill "$TRIAL_PID" 2>/dev/null
    wait "$TRIAL_PID" 2>/dev/null
    TRIAL_PID=
    rm -rf "$cache.trial"
    [ -f "$cache" ]
}

# launch_command JDK JAR → LAUNCH, the command as an array; prepares it where that was not done for this jar, JDK and flags
launch_command() {
    local jdk=$1 jar=$2 java=$1/bin/java folder made
    # shellcheck disable=SC2206
    LAUNCH=("$java" $JVM_FLAGS -jar "$jar")
    [ -z "${NO_AOT:-}" ] || return 0
    folder=$(dirname "$jar")/launch/$(printf '%s' "$jdk $JVM_FLAGS $(stat -c '%Y %s' "$jar")" | cksum | cut -d ' ' -f 1)
    if [ ! -f "$folder/app.aot" ]; then
        rm -rf "$(dirname "$jar")/launch"
        made=$folder.$$
        mkdir -p "$made"
        # No "*.jar" of the name may be in the path twice: the cache remembers where the classes came from.
        "$java" -Djarmode=tools -jar "$jar" extract --destination "$made" > /dev/null 2>&1 || { rm -rf "$made"; return 0; }
        mv "$made" "$folder" 2>/dev/null || { rm -rf "$made"; return 0; }
        train_cache "$java" "$folder/$(basename "$jar")" "$folder/app.aot"
    fi
    [ -f "$folder/app.aot" ] || return 0
    # shellcheck disable=SC2206
    LAUNCH=("$java" $JVM_FLAGS -XX:AOTCache="$folder/app.aot" -jar "$folder/$(basename "$jar")")
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    jdk=$(find_jdk) || { echo "No JDK 25 found; set JAVA_HOME to one." >&2; exit 1; }
    jar=${TRELLIS_JAR:-$(find_jar)}
    [ -n "$jar" ] || { echo "Nothing is built yet: ./mvnw -DskipTests package" >&2; exit 1; }
    trap '[ -z "${TRIAL_PID:-}" ] || kill -9 "$TRIAL_PID" 2>/dev/null' EXIT
    launch_command "$jdk" "$(realpath "$jar")"
    exec "${LAUNCH[@]}" "$@"
fi
