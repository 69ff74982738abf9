package io.trellis.platform.telemetry;

import java.util.Map;
import java.util.function.Supplier;

/** The door: measures pieces of work and asks for figures now and then. Where nobody wants to know it does nothing. Thread-safe. */
public final class Telemetry {
    /** For programs that nobody watches, and for tests. */
    public static final Telemetry NONE = new Telemetry(Meters.NONE, Tracer.NONE);

    /** Kinds of work, each with a metric of its own in seconds. */
    public enum Kind {
        STORE("trellis.store", "operation", "Calls of the record store; a commit until it is durable"),
        SEARCH("trellis.search", "operation", "Searches"),
        JOB("trellis.job", "kind", "Runs of background jobs"),
        OUTBOX("trellis.outbox.batch", "listener", "Batches of events handled by a listener"),
        CATALOG("trellis.catalog", "operation", "Loading and publishing metadata");

        final String metric;
        final String label;
        final String help;

        Kind(String metric, String label, String help) {
            this.metric = metric;
            this.label = label;
            this.help = help;
        }
    }

    final Meters meters;
    final Tracer tracer;

    Telemetry(Meters meters, Tracer tracer) {
        this.meters = meters;
        this.tracer = tracer;
    }

    /**
     * A piece of work begins on this thread and ends there with {@link Work#close}.
     *
     * @param what one of few, such as an operation's or a listener's name; never an id, since each makes a time series
     */
    public Work begin(Kind kind, String what) {
        return this == NONE ? Work.NONE : new Work(this, kind, what, tracer.begin(kind.metric, what, true));
    }

    /** The same for work that goes on after this thread has turned to something else. */
    Work beginElsewhere(Kind kind, String what) {
        return this == NONE ? Work.NONE : new Work(this, kind, what, tracer.begin(kind.metric, what, false));
    }

    /**
     * A figure that is asked for whenever metrics are read.
     *
     * @param name in words with dots between, such as {@code trellis.sessions}
     */
    public void gauge(String name, String help, Supplier<? extends Number> value) {
        meters.gauge(name, help, value);
    }

    /**
     * Several figures under one name.
     *
     * @param label what tells them apart
     * @param values by the label's value; one of few
     */
    public void gauges(
            String name, String help, String label, Supplier<? extends Map<String, ? extends Number>> values) {
        meters.gauges(name, help, label, values);
    }
}
