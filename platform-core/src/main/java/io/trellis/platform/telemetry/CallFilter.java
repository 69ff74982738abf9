package io.trellis.platform.telemetry;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/** Around everything else: names the call, measures it, and writes it down where that is wanted. */
final class CallFilter extends OncePerRequestFilter {
    /** One line a call, for whoever keeps an API log; switched on by a setting. */
    private static final Logger CALLS = LoggerFactory.getLogger("io.trellis.calls");

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    private final Telemetry telemetry;
    private final boolean logged;

    /** @param logged whether each call of the API gets a line in the log */
    CallFilter(Telemetry telemetry, boolean logged) {
        this.telemetry = telemetry;
        this.logged = logged;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long start = System.nanoTime();
        String traceparent = request.getHeader("traceparent");
        String id = RequestIds.choose(request.getHeader(RequestIds.HEADER), traceparent);
        request.setAttribute(RequestIds.ATTRIBUTE, id);
        response.setHeader(RequestIds.HEADER, id);
        Tracer.Span span = telemetry.tracer.beginCall(traceparent, method(request));
        LogContext.request(id, span.traceId());
        try {
            chain.doFilter(request, response);
            end(request, span, response.getStatus(), start);
        } catch (ServletException | IOException | RuntimeException | Error failure) {
            span.failed(failure);
            end(request, span, 500, start);
            throw failure;
        } finally {
            span.close();
            LogContext.clear();
        }
    }

    private void end(HttpServletRequest request, Tracer.Span span, int status, long start) {
        long nanos = System.nanoTime() - start;
        String method = method(request);
        String route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern
                ? pattern
                : "none";
        span.call(method, route, status);
        telemetry.meters.call(method, route, status, nanos);
        if (logged && concerns(request.getRequestURI())) {
            LogContext.route(route);
            CALLS.atInfo()
                    .addKeyValue("method", method)
                    .addKeyValue("status", status)
                    .addKeyValue("ms", nanos / 1_000_000)
                    .log("{} {} {} {} ms", method, route, status, nanos / 1_000_000);
        }
    }

    /** Probes would drown the rest. */
    private static boolean concerns(String path) {
        return path.startsWith("/api/") && !path.startsWith("/api/v1/health");
    }

    /** What a stranger made up must not become a time series. */
    private static String method(HttpServletRequest request) {
        return METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER";
    }
}
