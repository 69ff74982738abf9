package io.trellis.platform.telemetry;

import java.util.Map;
import java.util.function.Supplier;

/** Where measurements go. */
interface Meters {
    Meters NONE = new Meters() {
        @Override
        public void call(String method, String route, int status, long nanos) {}

        @Override
        public void work(Telemetry.Kind kind, String what, boolean failed, long nanos) {}

        @Override
        public void gauge(String name, String help, Supplier<? extends Number> value) {}

        @Override
        public void gauges(
                String name, String help, String label, Supplier<? extends Map<String, ? extends Number>> values) {}

        @Override
        public String read() {
            return "";
        }
    };

    /**
     * A call over HTTP.
     *
     * @param route as the controllers name it, with its parameters' names
     */
    void call(String method, String route, int status, long nanos);

    void work(Telemetry.Kind kind, String what, boolean failed, long nanos);

    void gauge(String name, String help, Supplier<? extends Number> value);

    void gauges(String name, String help, String label, Supplier<? extends Map<String, ? extends Number>> values);

    /** Everything, in Prometheus' text format. */
    String read();
}
