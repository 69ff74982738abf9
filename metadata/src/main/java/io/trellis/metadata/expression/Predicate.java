package io.trellis.metadata.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A condition on one record that a store can answer: the part of the expression language that can be pushed down.
 *
 * <p>Every predicate has exactly two outcomes. A null field never makes a condition "unknown": {@link Compare} with
 * {@code NE} is true for a null field and is the exact negation of {@code EQ}; {@code LT LE GT GE} with a null on
 * either side are false; {@link In}, {@link Text} and {@link Includes} are false for a null field; {@link
 * CompareFields} with {@code EQ} is true when both are null. A store must rewrite its own three-valued logic so that
 * it answers exactly what {@link #test} answers.
 *
 * <p>Values are as in the evaluator: {@code BigDecimal} (a record may also give {@code Long}), {@code String}, {@code Boolean}, {@code LocalDate},
 * {@code Instant}, {@code LocalTime}, and {@code List<String>} for a many-valued field. Numbers are compared by value
 * (1.0 = 1.00), texts exactly and in the order of their code points (which is the order of their UTF-8 bytes). An
 * empty list counts as null; an empty text does not.
 */
public sealed interface Predicate {

    /** Whether the record whose field values are given by {@code record} (null for none) meets this condition. */
    default boolean test(Function<Path, Object> record) {
        return PredicateTester.test(this, record);
    }

    /**
     * The order in which {@link Compare} and a store's lists see two values of one field; null comes before everything.
     *
     * @return below, at or above zero
     */
    static int order(Object left, Object right) {
        if (left == null || right == null) {
            return left == right ? 0 : left == null ? -1 : 1;
        }
        return Values.order(Values.ofRecord(left), Values.ofRecord(right));
    }

    /** Always true. */
    record All() implements Predicate {}

    /** Never true. */
    record None() implements Predicate {}

    /** True when every part is; an empty list is true. */
    record And(List<Predicate> parts) implements Predicate {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** True when at least one part is; an empty list is false. */
    record Or(List<Predicate> parts) implements Predicate {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /** True when {@code part} is false. */
    record Not(Predicate part) implements Predicate {
        public Not {
            Objects.requireNonNull(part);
        }
    }

    /** A single-valued field against a value that is never null. */
    record Compare(Path path, Op op, Object value) implements Predicate {
        public Compare {
            Objects.requireNonNull(path);
            Objects.requireNonNull(op);
            Objects.requireNonNull(value);
        }
    }

    /** The field has no value (for a many-valued field: no element). */
    record IsNull(Path path) implements Predicate {
        public IsNull {
            Objects.requireNonNull(path);
        }
    }

    /** The field equals one of the values, none of which is null; an empty list is false. */
    record In(Path path, List<Object> values) implements Predicate {
        public In {
            Objects.requireNonNull(path);
            values = List.copyOf(values);
        }
    }

    /** A text field contains, starts or ends with {@code value}; A–Z and a–z are alike, all else is exact. */
    record Text(Path path, TextOp op, String value) implements Predicate {
        public Text {
            Objects.requireNonNull(path);
            Objects.requireNonNull(op);
            Objects.requireNonNull(value);
        }
    }

    /** A many-valued field has {@code value} among its elements. */
    record Includes(Path path, Object value) implements Predicate {
        public Includes {
            Objects.requireNonNull(path);
            Objects.requireNonNull(value);
        }
    }

    /** Two single-valued fields of the same kind against each other; two nulls are equal. */
    record CompareFields(Path left, Op op, Path right) implements Predicate {
        public CompareFields {
            Objects.requireNonNull(left);
            Objects.requireNonNull(op);
            Objects.requireNonNull(right);
        }
    }

    /** How two values are compared. */
    enum Op {
        EQ,
        NE,
        LT,
        LE,
        GT,
        GE;

        /** The operator that holds for {@code b op' a} exactly when {@code a op b}. */
        public Op flipped() {
            return switch (this) {
                case EQ, NE -> this;
                case LT -> GT;
                case LE -> GE;
                case GT -> LT;
                case GE -> LE;
            };
        }
    }

    /** How a text is searched. */
    enum TextOp {
        CONTAINS,
        STARTS,
        ENDS
    }

    /** Field names from the record outwards: {@code account.industry} reads the field of the linked record. */
    record Path(List<String> steps) {
        public Path {
            steps = List.copyOf(steps);
            if (steps.isEmpty()) {
                throw new IllegalArgumentException("a path needs at least one step");
            }
        }

        /** The path written with dots, such as {@code account.industry}. */
        public static Path of(String dotted) {
            return new Path(List.of(dotted.split("\\.", -1)));
        }

        /** The field of the record itself with which the path begins. */
        public String first() {
            return steps.getFirst();
        }

        /** Whether the path leaves the record through a link. */
        public boolean isRemote() {
            return steps.size() > 1;
        }

        @Override
        public String toString() {
            return String.join(".", steps);
        }
    }

    /** All parts together, with nested conjunctions and constants folded away. */
    static Predicate and(List<Predicate> parts) {
        List<Predicate> flat = new ArrayList<>();
        for (Predicate part : parts) {
            switch (part) {
                case None none -> {
                    return none;
                }
                case All ignored -> {}
                case And and -> flat.addAll(and.parts());
                case Or _, Not _, Compare _, IsNull _, In _, Text _, Includes _, CompareFields _ -> flat.add(part);
            }
        }
        return flat.isEmpty() ? new All() : flat.size() == 1 ? flat.getFirst() : new And(flat);
    }

    /** All parts together, with nested conjunctions and constants folded away. */
    static Predicate and(Predicate... parts) {
        return and(List.of(parts));
    }

    /** At least one of the parts, with nested disjunctions and constants folded away. */
    static Predicate or(List<Predicate> parts) {
        List<Predicate> flat = new ArrayList<>();
        for (Predicate part : parts) {
            switch (part) {
                case All all -> {
                    return all;
                }
                case None ignored -> {}
                case Or or -> flat.addAll(or.parts());
                case And _, Not _, Compare _, IsNull _, In _, Text _, Includes _, CompareFields _ -> flat.add(part);
            }
        }
        return flat.isEmpty() ? new None() : flat.size() == 1 ? flat.getFirst() : new Or(flat);
    }

    /** At least one of the parts, with nested disjunctions and constants folded away. */
    static Predicate or(Predicate... parts) {
        return or(List.of(parts));
    }

    /** The negation, with double negations and constants folded away. */
    static Predicate not(Predicate part) {
        return switch (part) {
            case All _ -> new None();
            case None _ -> new All();
            case Not not -> not.part();
            case And _, Or _, Compare _, IsNull _, In _, Text _, Includes _, CompareFields _ -> new Not(part);
        };
    }
}
