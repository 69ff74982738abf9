package io.trellis.platform.files;

import io.trellis.platform.problem.ProblemException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of a file are asked for, as RFC 9110, section 14 says. Several ranges at once are answered with the whole file,
 * which the RFC allows.
 *
 * @param part whether it is less than the whole
 */
record ByteRange(long from, long length, boolean part) {
    private static final Pattern ONE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /**
     * @param header null for none
     * @throws ProblemException RANGE_NOT_SATISFIABLE where the file has no such bytes
     */
    static ByteRange of(String header, long size) {
        ByteRange whole = new ByteRange(0, size, false);
        Matcher one = header == null ? null : ONE.matcher(header);
        if (one == null || !one.matches()) {
            return whole;
        }
        String first = one.group(1);
        String last = one.group(2);
        if (first.isEmpty()) {
            long tail = last.isEmpty() ? 0 : Long.parseLong(last);
            return last.isEmpty() ? whole : checked(Math.max(0, size - tail), Math.min(tail, size), size);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(last));
        if (!last.isEmpty() && Long.parseLong(last) < from) {
            return whole;
        }
        return checked(from, to - from + 1, size);
    }

    private static ByteRange checked(long from, long length, long size) {
        if (from >= size || length <= 0) {
            throw new ProblemException(
                    ProblemException.Kind.RANGE_NOT_SATISFIABLE, "RANGE_NOT_SATISFIABLE", Map.of("size", size));
        }
        return new ByteRange(from, length, true);
    }

    /** The answer's {@code Content-Range}. */
    String header(long size) {
        return "bytes " + from + "-" + (from + length - 1) + "/" + size;
    }
}
