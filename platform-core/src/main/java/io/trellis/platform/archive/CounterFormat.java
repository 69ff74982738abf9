package io.trellis.platform.archive;

import io.trellis.platform.store.TenantSnapshot.Counter;
import java.nio.charset.StandardCharsets;

/** {@code {"counter":"order.number","value":17}}. */
final class CounterFormat implements LineFormat<Counter> {
    static final CounterFormat INSTANCE = new CounterFormat();

    private CounterFormat() {}

    @Override
    public byte[] encode(Counter counter) {
        return new JsonLineWriter(80)
                .text("counter", counter.name())
                .number("value", counter.value())
                .end();
    }

    @Override
    public Counter decode(JsonLine line) {
        return new Counter(line.id("counter"), line.number("value"));
    }

    @Override
    public byte[] key(Counter counter) {
        return counter.name().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String name(Counter counter) {
        return counter.name();
    }
}
