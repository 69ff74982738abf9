package io.trellis.platform.store.mongo;

import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/** A test of one column, written so that it is false where the column has no value. */
sealed interface Leaf {
    BsonDocument filter(String path, Shape shape);

    /** The column has a value. */
    record Present() implements Leaf {
        @Override
        public BsonDocument filter(String path, Shape shape) {
            return present(path);
        }
    }

    record Compare(Predicate.Op op, Object value) implements Leaf {
        @Override
        public BsonDocument filter(String path, Shape shape) {
            return switch (shape) {
                case WHOLE, DECIMAL, MOMENT, TIME -> number(path, shape);
                case TEXT, LINK, FLAG, DAY -> {
                    BsonValue cell = plainCell(shape, value);
                    yield cell == null ? Conditions.NEVER : compare(path, op, cell);
                }
                case MANY, GROUP -> throw new IllegalArgumentException("A " + shape + " can't be compared");
            };
        }

        /** A column of so many places against a number that may lie between two of its values, or outside of them. */
        private BsonDocument number(String path, Shape shape) {
            BigDecimal number = scaled(shape, value);
            if (number == null) {
                return Conditions.NEVER;
            }
            BigDecimal floor = number.setScale(places(shape), RoundingMode.FLOOR);
            if (floor.abs().compareTo(LARGEST) > 0) {
                boolean holds =
                        switch (op) {
                            case EQ, NE -> false;
                            case LT, LE -> floor.signum() > 0;
                            case GT, GE -> floor.signum() < 0;
                        };
                return holds ? present(path) : Conditions.NEVER;
            }
            BsonValue cell = cell(shape, floor);
            if (floor.compareTo(number) == 0) {
                return compare(path, op, cell);
            }
            return switch (op) {
                case EQ, NE -> Conditions.NEVER;
                case LT, LE -> compare(path, Predicate.Op.LE, cell);
                case GT, GE -> compare(path, Predicate.Op.GT, cell);
            };
        }
    }

    record In(List<Object> values) implements Leaf {
        @Override
        public BsonDocument filter(String path, Shape shape) {
            var cells = new BsonArray();
            for (Object value : values) {
                BsonValue cell = cell(shape, value);
                if (cell != null) {
                    cells.add(cell);
                }
            }
            return cells.isEmpty() ? Conditions.NEVER : test(path, "$in", cells);
        }

        private static BsonValue cell(Shape shape, Object value) {
            return switch (shape) {
                case WHOLE, DECIMAL, MOMENT, TIME -> {
                    BigDecimal number = scaled(shape, value);
                    boolean exact = number != null
                            && number.abs().compareTo(LARGEST) <= 0
                            && number.stripTrailingZeros().scale() <= places(shape);
                    yield exact ? Leaf.cell(shape, number.setScale(places(shape), RoundingMode.UNNECESSARY)) : null;
                }
                case TEXT, LINK, FLAG, DAY -> plainCell(shape, value);
                case MANY, GROUP -> throw new IllegalArgumentException("A " + shape + " can't be compared");
            };
        }
    }

    record Text(Predicate.TextOp op, String value) implements Leaf {
        @Override
        public BsonDocument filter(String path, Shape shape) {
            return switch (shape) {
                case TEXT, LINK -> Texts.filter(path, op, value);
                case WHOLE, DECIMAL, FLAG, DAY, MOMENT, TIME, MANY, GROUP -> Conditions.NEVER;
            };
        }
    }

    record Includes(Object value) implements Leaf {
        @Override
        public BsonDocument filter(String path, Shape shape) {
            return shape == Shape.MANY && value instanceof String text
                    ? test(path, "$eq", new BsonString(text))
                    : Conditions.NEVER;
        }
    }

    /** Beyond what a column can hold. */
    BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    static BsonDocument test(String path, String operator, BsonValue value) {
        return new BsonDocument(path, new BsonDocument(operator, value));
    }

    static BsonDocument present(String path) {
        return test(path, "$ne", BsonNull.VALUE);
    }

    private static BsonDocument compare(String path, Predicate.Op op, BsonValue cell) {
        return switch (op) {
            case EQ -> test(path, "$eq", cell);
            case NE -> test(path, "$ne", cell);
            case LT -> test(path, "$lt", cell);
            case LE -> test(path, "$lte", cell);
            case GT -> test(path, "$gt", cell);
            case GE -> test(path, "$gte", cell);
        };
    }

    /** Places after the point that a column keeps. */
    private static int places(Shape shape) {
        return shape == Shape.DECIMAL ? 6 : 0;
    }

    private static BsonValue cell(Shape shape, BigDecimal number) {
        return switch (shape) {
            case DECIMAL -> Cells.decimal(number);
            case MOMENT -> new BsonDateTime(number.longValueExact());
            case WHOLE, TIME -> new BsonInt64(number.longValueExact());
            case TEXT, LINK, FLAG, DAY, MANY, GROUP -> throw new IllegalArgumentException("not a number: " + shape);
        };
    }

    /** The number a column of this shape is compared by, with the fraction it can't hold; null for a value of another kind. */
    private static BigDecimal scaled(Shape shape, Object value) {
        return switch (shape) {
            case WHOLE, DECIMAL ->
                value instanceof BigDecimal decimal
                        ? decimal
                        : value instanceof Number ? new BigDecimal(value.toString()) : null;
            case MOMENT ->
                value instanceof Instant moment
                        ? BigDecimal.valueOf(moment.getEpochSecond(), -3).add(BigDecimal.valueOf(moment.getNano(), 6))
                        : null;
            case TIME -> value instanceof LocalTime time ? BigDecimal.valueOf(time.toNanoOfDay(), 9) : null;
            case TEXT, LINK, FLAG, DAY, MANY, GROUP -> null;
        };
    }

    /** The cell of a value that is of the column's kind; null when it is of another, and so never equal. */
    private static BsonValue plainCell(Shape shape, Object value) {
        boolean fits =
                switch (shape) {
                    case TEXT, LINK -> value instanceof String;
                    case FLAG -> value instanceof Boolean;
                    case DAY -> value instanceof LocalDate;
                    case WHOLE, DECIMAL, MOMENT, TIME, MANY, GROUP -> false;
                };
        return fits ? Cells.toBson(shape, value) : null;
    }
}
