package io.trellis.metadata.field;

/**
 * How a value is shaped, whatever its field type. The set is closed: store, search and BI switch over it without a default,
 * so a new field type edits no back end, and a new shape does not compile until each has an answer.
 */
public enum Shape {
    /** {@link String}. */
    TEXT(true),
    /** {@link Long}. */
    WHOLE(true),
    /** {@link java.math.BigDecimal}, at most 12 digits before and 6 after the point. */
    DECIMAL(true),
    /** {@link Boolean}. */
    FLAG(true),
    /** {@link java.time.LocalDate}. */
    DAY(true),
    /** {@link java.time.Instant}, whole milliseconds. */
    MOMENT(true),
    /** {@link java.time.LocalTime}, whole seconds. */
    TIME(true),
    /** {@link String}: the id of another record. */
    LINK(true),
    /** {@code List<String>}: options, tags or record ids. */
    MANY(false),
    /** {@code Map<String, Object>} of JSON-like values (an address, a position), or any JSON value of a json field. */
    GROUP(false);

    private final boolean sortable;

    Shape(boolean sortable) {
        this.sortable = sortable;
    }

    /** Whether lists may be sorted and grouped by such a value. */
    public boolean sortable() {
        return sortable;
    }
}
