package io.trellis.platform.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Metrics kept by Micrometer until Prometheus reads them. Thread-safe. */
final class PrometheusMeters implements Meters {
    private static final Logger LOG = LoggerFactory.getLogger(PrometheusMeters.class);
    private static final Duration[] STEPS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Call, Timer> calls = new ConcurrentHashMap<>();
    private final Map<Done, Timer> works = new ConcurrentHashMap<>();
    private final List<Runnable> refreshed = new CopyOnWriteArrayList<>();

    private record Call(String method, String route, int status) {}

    private record Done(Telemetry.Kind kind, String what, boolean failed) {}

    PrometheusMeters() {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmGcMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    @Override
    public void call(String method, String route, int status, long nanos) {
        calls.computeIfAbsent(new Call(method, route, status), this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Call call) {
        return Timer.builder("http.server.requests")
                .description("Calls answered")
                .tags("method", call.method(), "uri", call.route(), "status", Integer.toString(call.status()))
                .serviceLevelObjectives(STEPS)
                .register(registry);
    }

    @Override
    public void work(Telemetry.Kind kind, String what, boolean failed, long nanos) {
        works.computeIfAbsent(new Done(kind, what, failed), this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Done done) {
        return Timer.builder(done.kind().metric)
                .description(done.kind().help)
                .tags(done.kind().label, done.what(), "outcome", done.failed() ? "failed" : "done")
                .serviceLevelObjectives(STEPS)
                .register(registry);
    }

    @Override
    public void gauge(String name, String help, Supplier<? extends Number> value) {
        Gauge.builder(name, value::get).description(help).register(registry);
    }

    @Override
    public void gauges(
            String name, String help, String label, Supplier<? extends Map<String, ? extends Number>> values) {
        MultiGauge gauge = MultiGauge.builder(name).description(help).register(registry);
        refreshed.add(() -> gauge.register(
                values.get().entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(Tags.of(label, entry.getKey()), entry.getValue()))
                        .toList(),
                true));
    }

    @Override
    public String read() {
        for (Runnable refresh : refreshed) {
            try {
                refresh.run();
            } catch (RuntimeException failure) {
                LOG.warn("Figures are missing from the metrics: {}", failure.getMessage());
            }
        }
        return registry.scrape();
    }
}
