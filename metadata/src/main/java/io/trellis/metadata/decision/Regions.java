package io.trellis.metadata.decision;

import io.trellis.metadata.expression.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows as products of regions, one for each input, and what is left of a product when others are taken away. */
final class Regions {
    /** Pieces beyond which what is left isn't worked out: it would be as long to read as to compute. */
    private static final int MAX_PIECES = 4000;

    private Regions() {}

    /** How much may still be cut for one table, so that no definition keeps a publish busy for longer than about a second. */
    static final class Budget {
        private int cuts = 2_000_000;

        /** False once it is used up. */
        boolean spend(int some) {
            cuts -= some;
            return cuts >= 0;
        }
    }

    /** The values that fit a cell; empty for a cell that depends on more than its input's value. */
    static Optional<Region> of(Cell cell) {
        if (!cell.constant()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (cell) {
                    case Cell.Any _ -> Region.ALL;
                    case Cell.Tests tests -> {
                        Region region = tests.tests().stream().map(Regions::of).reduce(Region.NONE, Region::or);
                        yield tests.negated() ? region.not() : region;
                    }
                });
    }

    private static Region of(Cell.Test test) {
        return switch (test) {
            case Cell.Compare compare -> of(compare.op(), compare.operand().value());
            case Cell.Between between ->
                between.lower().value() == null || between.upper().value() == null
                        ? Region.NONE
                        : Region.of(
                                between.lower().value(),
                                between.withLower(),
                                between.upper().value(),
                                between.withUpper());
            case Cell.Condition _ -> throw new IllegalArgumentException("not constant");
        };
    }

    private static Region of(Predicate.Op op, Object value) {
        return switch (op) {
            case EQ -> Region.point(value);
            case NE -> Region.point(value).not();
            case LT -> value == null ? Region.NONE : Region.of(null, false, value, false);
            case LE -> value == null ? Region.NONE : Region.of(null, false, value, true);
            case GT -> value == null ? Region.NONE : Region.of(value, false, null, false);
            case GE -> value == null ? Region.NONE : Region.of(value, true, null, false);
        };
    }

    /** What is left of a product once others are taken away, as products; empty when it became too much. */
    static Optional<List<List<Region>>> minus(List<Region> from, List<List<Region>> others, Budget budget) {
        List<List<Region>> left = List.of(from);
        for (List<Region> other : others) {
            var next = new ArrayList<List<Region>>();
            for (List<Region> piece : left) {
                cut(piece, other, next);
            }
            if (next.size() > MAX_PIECES || !budget.spend(left.size() * from.size())) {
                return Optional.empty();
            }
            left = next;
        }
        return Optional.of(left);
    }

    /** A piece without another: one slab for each side on which it sticks out. */
    private static void cut(List<Region> piece, List<Region> other, List<List<Region>> into) {
        if (disjoint(piece, other)) {
            into.add(piece);
            return;
        }
        var inner = new ArrayList<>(piece);
        for (int i = 0; i < piece.size(); i++) {
            Region outside = piece.get(i).minus(other.get(i));
            if (!outside.isEmpty()) {
                var slab = new ArrayList<>(inner);
                slab.set(i, outside);
                into.add(slab);
            }
            inner.set(i, piece.get(i).and(other.get(i)));
        }
    }

    static boolean disjoint(List<Region> a, List<Region> b) {
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i).and(b.get(i)).isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
