package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/**
 * The values of one call's arguments, none of which is null. The checker has made sure of their types.
 *
 * @param context the surroundings of the evaluation
 */
record Arguments(Object[] values, EvaluationContext context) {

    /** Whether the argument was written. */
    boolean has(int index) {
        return index < values.length;
    }

    Object value(int index) {
        return values[index];
    }

    String text(int index) {
        return (String) values[index];
    }

    String text(int index, String otherwise) {
        return has(index) ? text(index) : otherwise;
    }

    BigDecimal number(int index) {
        return (BigDecimal) values[index];
    }

    BigDecimal number(int index, BigDecimal otherwise) {
        return has(index) ? number(index) : otherwise;
    }

    /** The whole part of a number, held between the extremes of int. */
    int whole(int index) {
        return Numbers.toInt(number(index));
    }

    int whole(int index, int otherwise) {
        return has(index) ? whole(index) : otherwise;
    }

    boolean flag(int index) {
        return (Boolean) values[index];
    }

    /** The day of a date or moment, in the context's zone; null when it lies outside the years 0001 to 9999. */
    LocalDate day(int index) {
        return Dates.day(values[index], context);
    }

    /** The day, or today where the argument was left out. */
    LocalDate dayOrToday(int index) {
        return has(index) ? day(index) : Dates.today(context);
    }

    Instant moment(int index) {
        return (Instant) values[index];
    }

    LocalTime time(int index) {
        return (LocalTime) values[index];
    }

    List<?> list(int index) {
        return (List<?>) values[index];
    }
}
