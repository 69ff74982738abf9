package io.trellis.platform.telemetry;

import io.trellis.platform.telemetry.Telemetry.Kind;
import java.lang.management.ManagementFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

/** Prints what watching costs a call, CPU of one thread; run by hand: {@code java -cp … io.trellis.platform.telemetry.TelemetryMeasure}. */
final class TelemetryMeasure {
    private static final int CALLS = 500_000;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private TelemetryMeasure() {}

    public static void main(String[] arguments) throws Exception {
        var none = new CallFilter(Telemetry.NONE, false);
        var some = new Telemetry(new PrometheusMeters(), Tracer.NONE);
        var metrics = new CallFilter(some, false);
        for (int round = 0; round < 3; round++) {
            measure("a call, nothing watched", () -> call(none));
            measure("a call, metrics", () -> call(metrics));
            measure("a piece of work, nothing watched", () -> work(Telemetry.NONE));
            measure("a piece of work, metrics", () -> work(some));
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private static final MockHttpServletRequest REQUEST = new MockHttpServletRequest("GET", "/api/v1/records/thing/1");
    private static final MockHttpServletResponse RESPONSE = new MockHttpServletResponse();

    private static void call(CallFilter filter) throws Exception {
        filter.doFilterInternal(REQUEST, RESPONSE, (request, _) -> {
            LogContext.actor("tenant", "usr_1");
            request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/api/v1/records/{object}/{id}");
            LogContext.route("/api/v1/records/{object}/{id}");
        });
    }

    private static void work(Telemetry telemetry) {
        telemetry.begin(Kind.STORE, "find").close();
    }

    private static void measure(String what, Step step) throws Exception {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < CALLS; i++) {
            step.run();
        }
        System.out.printf(
                "%s: %d ns, %d bytes%n",
                what,
                (THREADS.getCurrentThreadCpuTime() - nanos) / CALLS,
                (THREADS.getCurrentThreadAllocatedBytes() - bytes) / CALLS);
    }
}
