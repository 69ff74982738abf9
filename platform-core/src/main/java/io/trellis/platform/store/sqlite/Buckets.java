package io.trellis.platform.store.sqlite;

import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.AggregateQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Days and moments gathered into years, quarters, months, weeks or days, in two steps: {@link #key} makes a day of each value, and
 * {@link #fold} makes a bucket of a day, so that the costly second step need only be taken once a day. A day column is the number
 * 20260131, so its month is one division; it is its own key. A moment is moved to the zone's local time and counted in days since 1970;
 * the zone's offsets are written into the statement as a search tree over the moments at which they change.
 */
record Buckets(String key, Shape shape, AggregateQuery.Bucket bucket) {
    /** Offsets are known from here to here; outside, the nearest is used. */
    private static final int FIRST_YEAR = 1970;

    private static final int LAST_YEAR = 2080;

    private static final String DAY_MILLIS = "86400000";

    static Buckets of(Scope.Expr expr, AggregateQuery.Bucket bucket, ZoneId zone) {
        String c = expr.sql();
        return switch (expr.shape()) {
            case DAY -> new Buckets(c, Shape.DAY, bucket);
            case MOMENT -> {
                String local = "(" + c + " + 1000 * " + offset(c, zone) + ")";
                // SQLite rounds towards zero, and days before 1970 must round down.
                String inDay = "(" + local + " % " + DAY_MILLIS + " + " + DAY_MILLIS + ") % " + DAY_MILLIS;
                yield new Buckets("(" + local + " - " + inDay + ") / " + DAY_MILLIS, Shape.MOMENT, bucket);
            }
            case TEXT, WHOLE, DECIMAL, FLAG, TIME, LINK, MANY, GROUP ->
                throw new IllegalArgumentException("Only days and moments have a " + bucket);
        };
    }

    /** The bucket as a number or a text, of a key that stands under the name {@code k}. */
    String fold(String k) {
        return shape == Shape.DAY ? day(k, bucket) : epochDay(k, bucket);
    }

    private static String day(String c, AggregateQuery.Bucket bucket) {
        return switch (bucket) {
            case NONE, DAY -> c;
            case MONTH -> c + " / 100";
            case QUARTER -> c + " / 10000 * 10 + (" + c + " / 100 % 100 + 2) / 3";
            case YEAR -> c + " / 10000";
            case WEEK ->
                "strftime('%G-W%V', printf('%04d-%02d-%02d', " + c + " / 10000, " + c + " / 100 % 100, " + c
                        + " % 100))";
        };
    }

    private static String epochDay(String k, AggregateQuery.Bucket bucket) {
        String format =
                switch (bucket) {
                    case NONE, DAY -> "%Y%m%d";
                    case MONTH, QUARTER -> "%Y%m";
                    case YEAR -> "%Y";
                    case WEEK -> "%G-W%V";
                };
        String text = "strftime('" + format + "', (" + k + ") * 86400, 'unixepoch')";
        String number = "CAST(" + text + " AS INTEGER)";
        return switch (bucket) {
            case NONE, DAY, MONTH, YEAR -> number;
            case QUARTER -> number + " / 100 * 10 + (" + number + " % 100 + 2) / 3";
            case WEEK -> text;
        };
    }

    /** Seconds to add to UTC, as an expression over a column of milliseconds. */
    static String offset(String c, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        Instant at = Instant.parse(FIRST_YEAR + "-01-01T00:00:00Z");
        Instant end = Instant.parse(LAST_YEAR + "-01-01T00:00:00Z");
        List<Long> changes = new ArrayList<>();
        List<Integer> offsets = new ArrayList<>();
        offsets.add(rules.getOffset(at).getTotalSeconds());
        for (ZoneOffsetTransition next = rules.nextTransition(at);
                next != null && next.getInstant().isBefore(end);
                next = rules.nextTransition(next.getInstant())) {
            changes.add(next.getInstant().toEpochMilli());
            offsets.add(next.getOffsetAfter().getTotalSeconds());
        }
        return tree(c, changes, offsets);
    }

    private static String tree(String c, List<Long> changes, List<Integer> offsets) {
        if (changes.isEmpty()) {
            return offsets.getFirst().toString();
        }
        int middle = changes.size() / 2;
        return "CASE WHEN " + c + " < " + changes.get(middle) + " THEN "
                + tree(c, changes.subList(0, middle), offsets.subList(0, middle + 1)) + " ELSE "
                + tree(c, changes.subList(middle + 1, changes.size()), offsets.subList(middle + 1, offsets.size()))
                + " END";
    }

    /** The bucket's name, or null for records without a value. */
    Object read(ResultSet rows, int index) throws SQLException {
        if (bucket == AggregateQuery.Bucket.WEEK) {
            return rows.getString(index);
        }
        Long cell = Cells.readLong(rows, index);
        if (cell == null) {
            return null;
        }
        return switch (bucket) {
            case NONE, DAY -> Cells.day(cell).toString();
            case MONTH -> String.format(Locale.ROOT, "%04d-%02d", cell / 100, cell % 100);
            case QUARTER -> String.format(Locale.ROOT, "%04d-Q%d", cell / 10, cell % 10);
            case YEAR -> String.format(Locale.ROOT, "%04d", cell);
            case WEEK -> throw new AssertionError("is a text");
        };
    }
}
