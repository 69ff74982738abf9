package io.trellis.platform.store.sqlite;

import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** A test of one column, written so that it is false or unknown where the column is null. */
sealed interface Leaf {
    void write(Sql sql, String column, Shape shape);

    /** The column has a value. */
    record Present() implements Leaf {
        @Override
        public void write(Sql sql, String column, Shape shape) {
            sql.add(column).add(" IS NOT NULL");
        }
    }

    record Compare(Predicate.Op op, Object value) implements Leaf {
        @Override
        public void write(Sql sql, String column, Shape shape) {
            switch (shape) {
                case WHOLE, DECIMAL, MOMENT, TIME -> number(sql, column, shape);
                case TEXT, LINK, FLAG, DAY -> {
                    Object cell = plainCell(shape, value);
                    if (cell == null) {
                        sql.add("0");
                    } else {
                        sql.add(column).add(operator(op)).value(cell);
                    }
                }
                case MANY, GROUP -> throw new IllegalArgumentException("A " + shape + " can't be compared");
            }
        }

        /** A column of integers against a number that may lie between two of them, or outside what a column holds. */
        private void number(Sql sql, String column, Shape shape) {
            BigDecimal scaled = scaled(shape, value);
            if (scaled == null) {
                sql.add("0");
                return;
            }
            BigInteger floor = scaled.setScale(0, RoundingMode.FLOOR).toBigInteger();
            boolean exact = scaled.compareTo(new BigDecimal(floor)) == 0;
            if (floor.bitLength() > 63) {
                boolean beyond = floor.signum() > 0;
                boolean holds =
                        switch (op) {
                            case EQ, NE -> false;
                            case LT, LE -> beyond;
                            case GT, GE -> !beyond;
                        };
                sql.add(holds ? column + " IS NOT NULL" : "0");
                return;
            }
            if (exact) {
                sql.add(column).add(operator(op)).value(floor.longValue());
                return;
            }
            switch (op) {
                case EQ, NE -> sql.add("0");
                case LT, LE -> sql.add(column).add(" <= ").value(floor.longValue());
                case GT, GE -> sql.add(column).add(" > ").value(floor.longValue());
            }
        }
    }

    record In(List<Object> values) implements Leaf {
        /** More values than this go as one JSON array, or the statement would be another for every count. */
        private static final int PLACES = 512;

        @Override
        public void write(Sql sql, String column, Shape shape) {
            var cells = new LinkedHashSet<Object>();
            for (Object value : values) {
                Object cell = cell(shape, value);
                if (cell != null) {
                    cells.add(cell);
                }
            }
            if (cells.isEmpty()) {
                sql.add("0");
            } else if (cells.size() == 1) {
                sql.add(column).add(" = ").value(cells.getFirst());
            } else if (cells.size() > PLACES) {
                sql.add(column)
                        .add(" IN (SELECT value FROM json_each(")
                        .value(json(cells))
                        .add("))");
            } else {
                // Few different lengths make few different statements; the last value fills up.
                int places = Integer.highestOneBit(cells.size() - 1) << 1;
                List<Object> list = new ArrayList<>(cells);
                sql.add(column).add(" IN (");
                for (int i = 0; i < places; i++) {
                    sql.add(i > 0 ? "," : "").value(list.get(Math.min(i, list.size() - 1)));
                }
                sql.add(")");
            }
        }

        static String json(Iterable<Object> cells) {
            List<Object> list = new ArrayList<>();
            cells.forEach(list::add);
            return new String(io.trellis.platform.store.RecordDocument.encodeAny(list), StandardCharsets.UTF_8);
        }

        private static Object cell(Shape shape, Object value) {
            return switch (shape) {
                case WHOLE, DECIMAL, MOMENT, TIME -> {
                    BigDecimal scaled = scaled(shape, value);
                    try {
                        yield scaled == null ? null : scaled.longValueExact();
                    } catch (ArithmeticException notInAnyColumn) {
                        yield null;
                    }
                }
                case TEXT, LINK, FLAG, DAY -> plainCell(shape, value);
                case MANY, GROUP -> throw new IllegalArgumentException("A " + shape + " can't be compared");
            };
        }
    }

    record Text(Predicate.TextOp op, String value) implements Leaf {
        /** SQLite refuses LIKE patterns of more than 50,000 bytes. */
        private static final int LONGEST = 10_000;

        @Override
        public void write(Sql sql, String column, Shape shape) {
            switch (shape) {
                case TEXT, LINK -> {
                    if (value.length() > LONGEST || value.indexOf('\0') >= 0) {
                        longText(sql, column);
                    } else {
                        sql.add(column).add(" LIKE ").value(pattern()).add(" ESCAPE '\\'");
                    }
                }
                case WHOLE, DECIMAL, FLAG, DAY, MOMENT, TIME, MANY, GROUP -> sql.add("0");
            }
        }

        private String pattern() {
            String escaped = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
            return switch (op) {
                case CONTAINS -> "%" + escaped + "%";
                case STARTS -> escaped + "%";
                case ENDS -> "%" + escaped;
            };
        }

        private void longText(Sql sql, String column) {
            String lower = asciiLower(value);
            switch (op) {
                case CONTAINS ->
                    sql.add("instr(lower(" + column + "), ").value(lower).add(") > 0");
                case STARTS ->
                    sql.add("instr(lower(" + column + "), ").value(lower).add(") = 1");
                case ENDS ->
                    sql.add("substr(lower(" + column + "), -" + lower.codePointCount(0, lower.length()) + ") = ")
                            .value(lower);
            }
        }

        private static String asciiLower(String text) {
            var lower = new StringBuilder(text);
            for (int i = 0; i < lower.length(); i++) {
                char c = lower.charAt(i);
                if (c >= 'A' && c <= 'Z') {
                    lower.setCharAt(i, (char) (c + 32));
                }
            }
            return lower.toString();
        }
    }

    /**
     * The JSON array in the column has the value. Every element begins after {@code [} or {@code ,} with a quote, and inside an
     * element a quote always follows a backslash, so a search for {@code ,"value"} finds elements only.
     */
    record Includes(Object value) implements Leaf {
        @Override
        public void write(Sql sql, String column, Shape shape) {
            if (shape != Shape.MANY || !(value instanceof String)) {
                sql.add("0");
                return;
            }
            String json = new String(
                    io.trellis.platform.store.RecordDocument.encodeValue(Shape.TEXT, value), StandardCharsets.UTF_8);
            sql.add("(instr(" + column + ", ")
                    .value("," + json)
                    .add(") > 0 OR instr(" + column + ", ")
                    .value("[" + json)
                    .add(") = 1)");
        }
    }

    static String operator(Predicate.Op op) {
        return switch (op) {
            case EQ -> " = ";
            case NE -> " <> ";
            case LT -> " < ";
            case LE -> " <= ";
            case GT -> " > ";
            case GE -> " >= ";
        };
    }

    /** What the column's integer would be, with the fraction it can't hold; null for a value of another kind. */
    private static BigDecimal scaled(Shape shape, Object value) {
        return switch (shape) {
            case WHOLE, DECIMAL -> {
                if (!(value instanceof Number)) {
                    yield null;
                }
                BigDecimal number = value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
                yield shape == Shape.DECIMAL ? number.movePointRight(Cells.SCALE) : number;
            }
            case MOMENT ->
                value instanceof Instant moment
                        ? BigDecimal.valueOf(moment.getEpochSecond(), -3).add(BigDecimal.valueOf(moment.getNano(), 6))
                        : null;
            case TIME -> value instanceof LocalTime time ? BigDecimal.valueOf(time.toNanoOfDay(), 9) : null;
            case TEXT, LINK, FLAG, DAY, MANY, GROUP -> null;
        };
    }

    /** The cell of a value that is of the column's kind; null when it is of another, and so never equal. */
    private static Object plainCell(Shape shape, Object value) {
        boolean fits =
                switch (shape) {
                    case TEXT, LINK -> value instanceof String;
                    case FLAG -> value instanceof Boolean;
                    case DAY -> value instanceof LocalDate;
                    case WHOLE, DECIMAL, MOMENT, TIME, MANY, GROUP -> false;
                };
        return fits ? Cells.toCell(shape, value) : null;
    }
}
