package io.trellis.platform.telemetry;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a call is named in the log, in its answer and in the logs of whoever stands before or behind this node. */
public final class RequestIds {
    static final String HEADER = "X-Request-Id";
    static final String ATTRIBUTE = "trellis.request";
    /** Nothing that could forge a line of the log, fill it, or be taken for something else. */
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:+/=-]{7,63}");

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private RequestIds() {}

    /** The call's id; one of its own where none was given to it, as when the server refuses it before looking into it. */
    public static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id ? id : fresh();
    }

    /** The id that came with the call, else its trace's, else a new one. */
    static String choose(String given, String traceparent) {
        if (given != null && SANE.matcher(given).matches()) {
            return given;
        }
        if (traceparent != null) {
            Matcher trace = TRACEPARENT.matcher(traceparent);
            if (trace.matches()) {
                return trace.group(1);
            }
        }
        return fresh();
    }

    private static String fresh() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
