package io.trellis.platform.telemetry;

/** A piece of work under way. Closed once, by whoever began it. */
public final class Work implements AutoCloseable {
    static final Work NONE = new Work(Telemetry.NONE, null, null, Tracer.Span.NONE);

    private final Telemetry telemetry;
    private final Telemetry.Kind kind;
    private final String what;
    private final Tracer.Span span;
    private final long start = System.nanoTime();
    private boolean failed;

    Work(Telemetry telemetry, Telemetry.Kind kind, String what, Tracer.Span span) {
        this.telemetry = telemetry;
        this.kind = kind;
        this.what = what;
        this.span = span;
    }

    /** It did not go well; the message stays out of the trace, since it may quote what people typed. */
    public void failed(Throwable failure) {
        if (kind != null) {
            failed = true;
            span.failed(failure);
        }
    }

    @Override
    public void close() {
        if (kind != null) {
            span.close();
            telemetry.meters.work(kind, what, failed, System.nanoTime() - start);
        }
    }
}
