package io.trellis.metadata.decision;

import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.Type;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of values of one ordered type, as disjoint intervals from low to high, and whether null belongs to it. Booleans and
 * options are ordered like everything else, so that one arithmetic of sets serves all types.
 */
record Region(List<Span> spans, boolean withNull) {
    static final Region ALL = new Region(List.of(new Span(null, false, null, false)), true);
    static final Region NONE = new Region(List.of(), false);

    Region {
        spans = List.copyOf(spans);
    }

    /** @param low null for no limit, as is {@code high} */
    record Span(Object low, boolean withLow, Object high, boolean withHigh) {
        boolean empty() {
            if (low == null || high == null) {
                return false;
            }
            int order = Predicate.order(low, high);
            return order > 0 || order == 0 && !(withLow && withHigh);
        }

        Span and(Span other) {
            boolean otherLow = lower(low, withLow, other.low, other.withLow) < 0;
            boolean otherHigh = higher(high, withHigh, other.high, other.withHigh) > 0;
            return new Span(
                    otherLow ? other.low : low,
                    otherLow ? other.withLow : withLow,
                    otherHigh ? other.high : high,
                    otherHigh ? other.withHigh : withHigh);
        }

        /** Which lower limit begins first. */
        static int lower(Object a, boolean withA, Object b, boolean withB) {
            if (a == null || b == null) {
                return a == b ? 0 : a == null ? -1 : 1;
            }
            int order = Predicate.order(a, b);
            return order != 0 ? order : Boolean.compare(withB, withA);
        }

        /** Which upper limit ends last. */
        static int higher(Object a, boolean withA, Object b, boolean withB) {
            if (a == null || b == null) {
                return a == b ? 0 : a == null ? 1 : -1;
            }
            int order = Predicate.order(a, b);
            return order != 0 ? order : Boolean.compare(withA, withB);
        }
    }

    /** Every value there is. Null is left out: what a missing value means is seldom a gap that somebody overlooked. */
    static Region domain(Type type) {
        return switch (type) {
            case Type.Choice choice
            when !choice.options().isEmpty() ->
                choice.options().stream().map(Region::point).reduce(NONE, Region::or);
            case Type.Simple simple
            when simple == Type.Simple.BOOLEAN -> point(false).or(point(true));
            case Type.Simple _, Type.Choice _, Type.Link _, Type.Many _ -> new Region(ALL.spans, false);
        };
    }

    /** Every value an input may have, null among them. */
    static Region possible(Type type) {
        return new Region(domain(type).spans, true);
    }

    static Region point(Object value) {
        return value == null ? new Region(List.of(), true) : of(value, true, value, true);
    }

    /** Days are counted: an open end is a closed one a day further in. */
    static Region of(Object low, boolean withLow, Object high, boolean withHigh) {
        Span span = new Span(
                low instanceof LocalDate day && !withLow ? day.plusDays(1) : low,
                withLow || low instanceof LocalDate,
                high instanceof LocalDate day && !withHigh ? day.minusDays(1) : high,
                withHigh || high instanceof LocalDate);
        return span.empty() ? NONE : new Region(List.of(span), false);
    }

    boolean isEmpty() {
        return spans.isEmpty() && !withNull;
    }

    Region and(Region other) {
        if (this == other) {
            return this;
        }
        var common = new ArrayList<Span>();
        for (Span a : spans) {
            for (Span b : other.spans) {
                Span span = a.and(b);
                if (!span.empty()) {
                    common.add(span);
                }
            }
        }
        return new Region(common, withNull && other.withNull);
    }

    Region not() {
        var gaps = new ArrayList<Span>();
        Object low = null;
        boolean withLow = false;
        for (Span span : spans) {
            if (span.low != null) {
                add(gaps, low, withLow, span.low, !span.withLow);
            }
            if (span.high == null) {
                return new Region(gaps, !withNull);
            }
            low = span.high;
            withLow = !span.withHigh;
        }
        add(gaps, low, withLow, null, false);
        return new Region(gaps, !withNull);
    }

    private static void add(List<Span> gaps, Object low, boolean withLow, Object high, boolean withHigh) {
        gaps.addAll(of(low, withLow, high, withHigh).spans);
    }

    Region or(Region other) {
        return not().and(other.not()).not();
    }

    Region minus(Region other) {
        return and(other.not());
    }
}
