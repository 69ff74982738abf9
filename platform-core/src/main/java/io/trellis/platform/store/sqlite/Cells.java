package io.trellis.platform.store.sqlite;

import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.RecordDocument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/**
 * How a value of each shape lies in a column: a text or a 64-bit integer. Decimals are integers in millionths, days the
 * number 20260131, moments milliseconds since 1970, times seconds of the day, flags 0 and 1, many values a JSON array.
 */
final class Cells {
    /** Places after the point that a decimal column keeps. */
    static final int SCALE = 6;

    private Cells() {}

    /** The SQL type of a column, or null for shapes that live in the document only. */
    static String sqlType(Shape shape) {
        return switch (shape) {
            case TEXT, LINK, MANY -> "TEXT";
            case WHOLE, DECIMAL, FLAG, DAY, MOMENT, TIME -> "INTEGER";
            case GROUP -> null;
        };
    }

    static boolean isText(Shape shape) {
        return switch (shape) {
            case TEXT, LINK, MANY -> true;
            case WHOLE, DECIMAL, FLAG, DAY, MOMENT, TIME, GROUP -> false;
        };
    }

    /** A String or Long for a value, null for none. */
    static Object toCell(Shape shape, Object value) {
        if (value == null) {
            return null;
        }
        return switch (shape) {
            case TEXT, LINK -> value;
            case WHOLE -> ((Number) value).longValue();
            case DECIMAL ->
                RecordDocument.fit((BigDecimal) value)
                        .setScale(SCALE, RoundingMode.UNNECESSARY)
                        .unscaledValue()
                        .longValueExact();
            case FLAG -> (Boolean) value ? 1L : 0L;
            case DAY -> day((LocalDate) value);
            case MOMENT -> ((Instant) value).toEpochMilli();
            case TIME -> (long) ((LocalTime) value).toSecondOfDay();
            case MANY -> ((List<?>) value).isEmpty() ? null : json((List<?>) value);
            case GROUP -> null;
        };
    }

    static long day(LocalDate day) {
        return day.getYear() * 10_000L + day.getMonthValue() * 100L + day.getDayOfMonth();
    }

    static LocalDate day(long cell) {
        int monthAndDay = (int) Math.floorMod(cell, 10_000L);
        return LocalDate.of((int) Math.floorDiv(cell, 10_000L), monthAndDay / 100, monthAndDay % 100);
    }

    private static String json(List<?> values) {
        return new String(RecordDocument.encodeValue(Shape.MANY, values), StandardCharsets.UTF_8);
    }

    /** The value of a cell, as the evaluator sees it except that whole numbers are Longs. */
    static Object fromCell(Shape shape, Object cell) {
        if (cell == null) {
            return null;
        }
        return switch (shape) {
            case TEXT, LINK -> cell;
            case WHOLE -> cell;
            case DECIMAL -> plain(BigDecimal.valueOf((Long) cell, SCALE));
            case FLAG -> (Long) cell != 0;
            case DAY -> day((Long) cell);
            case MOMENT -> Instant.ofEpochMilli((Long) cell);
            case TIME -> LocalTime.ofSecondOfDay((Long) cell);
            case MANY -> {
                byte[] json = ((String) cell).getBytes(StandardCharsets.UTF_8);
                yield RecordDocument.decodeValue(Shape.MANY, json, 0, json.length);
            }
            case GROUP -> null;
        };
    }

    /** Without trailing zeros, but never in exponents: 1500 stays 1500. */
    static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
    }

    static void bind(PreparedStatement statement, int index, Object cell) throws SQLException {
        switch (cell) {
            case null -> statement.setNull(index, Types.NULL);
            case String text -> statement.setString(index, text);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setLong(index, number);
            case byte[] bytes -> statement.setBytes(index, bytes);
            case Instant moment -> statement.setLong(index, moment.toEpochMilli());
            default -> throw new IllegalArgumentException("not a cell: " + cell.getClass());
        }
    }

    static void bindAll(PreparedStatement statement, List<Object> cells) throws SQLException {
        for (int i = 0; i < cells.size(); i++) {
            bind(statement, i + 1, cells.get(i));
        }
    }

    /** Reads a cell of a column of this shape. */
    static Object read(ResultSet rows, int index, Shape shape) throws SQLException {
        return isText(shape) ? rows.getString(index) : readLong(rows, index);
    }

    static Long readLong(ResultSet rows, int index) throws SQLException {
        long value = rows.getLong(index);
        return value == 0 && rows.wasNull() ? null : value;
    }
}
