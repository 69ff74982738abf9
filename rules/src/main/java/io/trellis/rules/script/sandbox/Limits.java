package io.trellis.rules.script.sandbox;

/**
 * What one run may use up.
 *
 * @param statements JavaScript statements
 * @param cpuMillis CPU time of the script's thread, in milliseconds; what the host does for the script is not counted
 * @param wallMillis time from start to end, in milliseconds, the host's work included
 * @param allocatedBytes memory allocated by the script's thread, whether or not it could be freed again
 */
public record Limits(long statements, long cpuMillis, long wallMillis, long allocatedBytes) {
    public static final Limits DEFAULT = new Limits(1_000_000, 500, 5_000, 64L << 20);
    /** A script that gets no more of a core than this is ended all the same: somebody waits for it. */
    private static final long LEAST_RUN_MILLIS = 1_200;

    /** No declaration goes beyond. */
    public static final Limits MOST = new Limits(50_000_000, 30_000, 120_000, 512L << 20);

    /** Time from start to end without the host's work, in milliseconds: on a busy machine much longer than the CPU time. */
    long runMillis() {
        return Math.max(LEAST_RUN_MILLIS, 2 * cpuMillis);
    }
}
