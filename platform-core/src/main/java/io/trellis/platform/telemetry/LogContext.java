package io.trellis.platform.telemetry;

import org.slf4j.MDC;

/** What every line of the log says about the call in which it was written. Ids only, never names. */
public final class LogContext {
    static final String REQUEST = "requestId";
    static final String TENANT = "tenant";
    static final String USER = "user";
    static final String ROUTE = "route";
    static final String TRACE = "traceId";

    private LogContext() {}

    /** Says for the rest of the call, or of the work under way on this thread, whose it is. */
    public static void actor(String tenant, String userId) {
        MDC.put(TENANT, tenant);
        MDC.put(USER, userId);
    }

    static void request(String id, String traceId) {
        MDC.put(REQUEST, id);
        if (traceId != null) {
            MDC.put(TRACE, traceId);
        }
    }

    static void route(String route) {
        MDC.put(ROUTE, route);
    }

    /** The next work of this thread is somebody else's. */
    public static void clear() {
        MDC.clear();
    }
}
