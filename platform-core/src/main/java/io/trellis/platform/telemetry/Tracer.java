package io.trellis.platform.telemetry;

/** Where traces go. */
interface Tracer extends AutoCloseable {
    Tracer NONE = new Tracer() {
        @Override
        public Span begin(String name, String what, boolean current) {
            return Span.NONE;
        }

        @Override
        public Span beginCall(String traceparent, String method) {
            return Span.NONE;
        }

        @Override
        public void close() {}
    };

    /** A span that ends with {@link #close}. */
    interface Span extends AutoCloseable {
        Span NONE = new Span() {};

        /** 32 hexadecimal digits; null where there is no trace. */
        default String traceId() {
            return null;
        }

        default void failed(Throwable failure) {}

        /** What a call turned out to be. */
        default void call(String method, String route, int status) {}

        @Override
        default void close() {}
    }

    /** @param current whether what this thread does until the span's end is part of it */
    Span begin(String name, String what, boolean current);

    /**
     * A call from outside.
     *
     * @param traceparent as in W3C Trace Context, or null
     */
    Span beginCall(String traceparent, String method);

    /** Sends what is left. */
    @Override
    void close();
}
