package io.trellis.platform.archive;

/** How things of one type become lines and are read back. */
sealed interface LineFormat<T> permits DocumentFormat, RecordFormat, HistoryFormat, CounterFormat, BlobFormat {
    byte[] encode(T value);

    /** @throws IllegalArgumentException saying what is wrong with the line */
    T decode(JsonLine line);

    byte[] key(T value);

    /** How a person finds the thing: its id, name or address. */
    String name(T value);

    default Line line(T value) {
        return new Line(key(value), encode(value), value);
    }
}
