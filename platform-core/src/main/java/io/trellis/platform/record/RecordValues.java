package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.SystemValues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The few things that canonical values need wherever they are handled. */
final class RecordValues {
    private RecordValues() {}

    /** A canonical value as expressions see it: every number is a BigDecimal, an empty list is nothing. */
    static Object forExpression(Object value) {
        return switch (value) {
            case Long whole -> BigDecimal.valueOf(whole);
            case List<?> list when list.isEmpty() -> null;
            case null, default -> value;
        };
    }

    /**
     * What an expression gave, as a value of the field.
     *
     * @return null for no value
     * @throws ArithmeticException when a number has more than 12 digits before the point
     */
    static Object fromExpression(CatalogField field, Object value) {
        return switch (field.shape()) {
            case WHOLE -> value instanceof BigDecimal number ? (Object) whole(number) : null;
            case DECIMAL -> {
                if (!(value instanceof BigDecimal number)) {
                    yield null;
                }
                int scale = Math.min(6, field.definition().whole("scale").orElse(6));
                BigDecimal rounded = number.setScale(scale, RoundingMode.HALF_UP);
                if (rounded.precision() - rounded.scale() > 12) {
                    throw new ArithmeticException("more than 12 digits before the point");
                }
                yield rounded;
            }
            case MOMENT -> value instanceof java.time.Instant moment ? moment.truncatedTo(ChronoUnit.MILLIS) : null;
            case TEXT, FLAG, DAY, TIME, LINK, MANY, GROUP -> value;
        };
    }

    private static long whole(BigDecimal number) {
        return number.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** Whether two canonical values are the same: numbers by value, an empty list is nothing. */
    static boolean same(Object left, Object right) {
        if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
            return a.compareTo(b) == 0;
        }
        if (left instanceof List<?> a && a.isEmpty()) {
            left = null;
        }
        if (right instanceof List<?> b && b.isEmpty()) {
            right = null;
        }
        return Objects.equals(left, right);
    }

    /** A value as expressions see it; system fields included. */
    static Object get(String id, SystemValues system, Map<String, Object> values, String name) {
        return switch (name) {
            case "id" -> id;
            case "version" -> BigDecimal.valueOf(system.version());
            case "owner" -> system.owner();
            case "department" -> system.department();
            case "createdAt" -> system.createdAt();
            case "createdBy" -> system.createdBy();
            case "updatedAt" -> system.updatedAt();
            case "updatedBy" -> system.updatedBy();
            case "deletedAt" -> system.deletedAt();
            case "recordType" -> system.recordType();
            default -> forExpression(values.get(name));
        };
    }

    /** Whether a condition can be answered from system fields alone. */
    static boolean onlySystemFields(Predicate predicate) {
        return switch (predicate) {
            case Predicate.All _, Predicate.None _ -> true;
            case Predicate.And and -> and.parts().stream().allMatch(RecordValues::onlySystemFields);
            case Predicate.Or or -> or.parts().stream().allMatch(RecordValues::onlySystemFields);
            case Predicate.Not not -> onlySystemFields(not.part());
            case Predicate.Compare c -> known(c.path());
            case Predicate.IsNull n -> known(n.path());
            case Predicate.In in -> known(in.path());
            case Predicate.Text text -> known(text.path());
            case Predicate.Includes includes -> known(includes.path());
            case Predicate.CompareFields c -> known(c.left()) && known(c.right());
        };
    }

    private static boolean known(Predicate.Path path) {
        return !path.isRemote()
                && switch (path.first()) {
                    case "id", "owner", "department", "createdBy" -> true;
                    default -> false;
                };
    }

    /** Whether values of the shape are numbers to expressions. */
    static boolean number(Shape shape) {
        return shape == Shape.WHOLE || shape == Shape.DECIMAL;
    }
}
