package io.trellis.metadata.expression;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an expression sees while it is evaluated: the record's values, the moment, the place and the person.
 *
 * <p>Values are {@code BigDecimal} (or {@code Long}) for a number, {@code String} for text, select and link (the id), {@code Boolean},
 * {@code LocalDate}, {@code Instant} for a datetime, {@code LocalTime}, {@code List<String>} for a many-valued field,
 * and null for none.
 */
public interface EvaluationContext {

    /** The value of a field, null when it has none or when a link on the way is empty. */
    Object value(Predicate.Path path);

    /** The present moment; the same for the whole evaluation. */
    Instant now();

    /** The zone in which moments have a date. */
    ZoneId zone();

    /** The acting user's record id; null when nobody acts. */
    String userId();

    /** The acting user's department's record id, or null. */
    String departmentId();

    /** The record as it was before the change that is judged; empty for a new record and where no change is judged. */
    default Optional<EvaluationContext> before() {
        return Optional.empty();
    }

    /** The same with the record as it was before. */
    default EvaluationContext withBefore(EvaluationContext before) {
        record Changed(EvaluationContext present, EvaluationContext previous) implements EvaluationContext {
            @Override
            public Object value(Predicate.Path path) {
                return present.value(path);
            }

            @Override
            public Instant now() {
                return present.now();
            }

            @Override
            public ZoneId zone() {
                return present.zone();
            }

            @Override
            public String userId() {
                return present.userId();
            }

            @Override
            public String departmentId() {
                return present.departmentId();
            }

            @Override
            public Optional<EvaluationContext> before() {
                return Optional.of(previous);
            }
        }
        return new Changed(this, before);
    }

    /** The same surroundings with another record. */
    default EvaluationContext with(Function<Predicate.Path, Object> values) {
        return of(values, now(), zone(), userId(), departmentId());
    }

    /** A context made of its parts. */
    static EvaluationContext of(
            Function<Predicate.Path, Object> values, Instant now, ZoneId zone, String userId, String departmentId) {
        record Plain(
                Function<Predicate.Path, Object> values, Instant now, ZoneId zone, String userId, String departmentId)
                implements EvaluationContext {
            @Override
            public Object value(Predicate.Path path) {
                return values.apply(path);
            }
        }
        return new Plain(values, now, zone, userId, departmentId);
    }
}
