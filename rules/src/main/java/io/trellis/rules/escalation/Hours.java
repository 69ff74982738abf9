package io.trellis.rules.escalation;

import io.trellis.metadata.definition.EscalationDefinition.BusinessHours;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Evaluator;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.expression.TypeScope;
import io.trellis.platform.record.RecordService;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;

/** How many hours lie between two moments: all of them, or those of business as WORKHOURSBETWEEN counts them. Immutable. */
final class Hours {
    private static final BigDecimal MILLIS =
            BigDecimal.valueOf(Duration.ofHours(1).toMillis());
    private static final int DIGITS = 10;
    /** Longer than any level waits, were there one business hour a week. */
    private static final Duration FARTHEST = Duration.ofDays(9_000);

    private static final Evaluator BUSINESS = Expressions.check(
                    "WORKHOURSBETWEEN(start, end, opens, closes)",
                    TypeScope.of(Map.of(
                            "start", Type.Simple.DATETIME,
                            "end", Type.Simple.DATETIME,
                            "opens", Type.Simple.TIME,
                            "closes", Type.Simple.TIME)),
                    Optional.of(Type.Simple.NUMBER))
            .compile();

    private final LocalTime opens;
    private final LocalTime closes;

    /** @param business null where every hour counts */
    Hours(BusinessHours business) {
        opens = business == null ? null : LocalTime.parse(business.opens());
        closes = business == null ? null : LocalTime.parse(business.closes());
    }

    /** To 10 decimals; below 0 or 0 where the second moment is the earlier one. */
    BigDecimal between(Instant from, Instant to) {
        if (opens == null) {
            return BigDecimal.valueOf(Duration.between(from, to).toMillis()).divide(MILLIS, DIGITS, RoundingMode.DOWN);
        }
        Object hours = BUSINESS.evaluate(
                EvaluationContext.of(path -> value(path, from, to), to, RecordService.DERIVED_ZONE, null, null));
        // The function gives up on decades, which are more than any level waits.
        return hours instanceof BigDecimal number ? number : BigDecimal.valueOf(FARTHEST.toHours());
    }

    private Object value(Predicate.Path path, Instant from, Instant to) {
        return switch (path.first()) {
            case "start" -> from;
            case "end" -> to;
            case "opens" -> opens;
            default -> closes;
        };
    }

    /** The first moment by which so many hours have passed; empty where that is decades away. */
    Optional<Instant> after(Instant from, BigDecimal hours) {
        long calendar = millis(hours);
        if (opens == null) {
            return Optional.of(from.plusMillis(calendar));
        }
        long tooEarly = calendar - 1;
        long enough = calendar;
        while (between(from, from.plusMillis(enough)).compareTo(hours) < 0) {
            tooEarly = enough;
            enough *= 2;
            if (enough > FARTHEST.toMillis()) {
                return Optional.empty();
            }
        }
        while (enough - tooEarly > 1) {
            long middle = (tooEarly + enough) >>> 1;
            if (between(from, from.plusMillis(middle)).compareTo(hours) < 0) {
                tooEarly = middle;
            } else {
                enough = middle;
            }
        }
        return Optional.of(from.plusMillis(enough));
    }

    /** Hours of the calendar: at least these must have passed for as many business hours to have. */
    static long millis(BigDecimal hours) {
        return hours.multiply(MILLIS).longValue();
    }
}
