package io.trellis.metadata.expression;

import java.util.List;
import java.util.function.Function;

/** Answers a {@link Predicate} for one record held in memory. */
final class PredicateTester {

    private PredicateTester() {}

    static boolean test(Predicate predicate, Function<Predicate.Path, Object> record) {
        return switch (predicate) {
            case Predicate.All _ -> true;
            case Predicate.None _ -> false;
            case Predicate.And and -> {
                for (Predicate part : and.parts()) {
                    if (!test(part, record)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Predicate.Or or -> {
                for (Predicate part : or.parts()) {
                    if (test(part, record)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Predicate.Not not -> !test(not.part(), record);
            case Predicate.Compare c -> compare(Values.ofRecord(record.apply(c.path())), c.op(), c.value());
            case Predicate.CompareFields c ->
                compare(Values.ofRecord(record.apply(c.left())), c.op(), Values.ofRecord(record.apply(c.right())));
            case Predicate.IsNull isNull -> Values.isNull(record.apply(isNull.path()));
            case Predicate.In in -> {
                Object value = Values.ofRecord(record.apply(in.path()));
                for (Object candidate : in.values()) {
                    if (Values.same(value, candidate)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Predicate.Text text -> {
                Object value = record.apply(text.path());
                yield value instanceof String s
                        && switch (text.op()) {
                            case CONTAINS -> Values.contains(s, text.value());
                            case STARTS -> Values.startsWith(s, text.value());
                            case ENDS -> Values.endsWith(s, text.value());
                        };
            }
            case Predicate.Includes includes ->
                record.apply(includes.path()) instanceof List<?> list && list.contains(includes.value());
        };
    }

    static boolean compare(Object left, Predicate.Op op, Object right) {
        return switch (op) {
            case EQ -> Values.same(left, right);
            case NE -> !Values.same(left, right);
            case LT -> left != null && right != null && Values.order(left, right) < 0;
            case LE -> left != null && right != null && Values.order(left, right) <= 0;
            case GT -> left != null && right != null && Values.order(left, right) > 0;
            case GE -> left != null && right != null && Values.order(left, right) >= 0;
        };
    }
}
