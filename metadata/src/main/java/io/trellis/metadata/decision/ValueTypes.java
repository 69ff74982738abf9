package io.trellis.metadata.decision;

import io.trellis.metadata.expression.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The types of inputs and outputs by their names in definitions, and values from outside as values of a type. */
public final class ValueTypes {
    private static final int MAX_SCALE = 400;

    private ValueTypes() {}

    /** @param values the only texts possible; empty for any */
    public static Type of(String name, List<String> values) {
        return switch (name) {
            case "number" -> Type.Simple.NUMBER;
            case "boolean" -> Type.Simple.BOOLEAN;
            case "date" -> Type.Simple.DATE;
            case "datetime" -> Type.Simple.DATETIME;
            case "time" -> Type.Simple.TIME;
            case "list" -> new Type.Many(values.isEmpty() ? Type.Simple.TEXT : new Type.Choice(values));
            default -> values.isEmpty() ? Type.Simple.TEXT : new Type.Choice(values);
        };
    }

    /** The name {@link #of} knows the type by. */
    public static String name(Type type) {
        return switch (type) {
            case Type.Simple simple -> simple == Type.Simple.ANY ? "text" : simple.label();
            case Type.Choice _, Type.Link _ -> "text";
            case Type.Many _ -> "list";
        };
    }

    /**
     * A JSON-like value as one expressions work with.
     *
     * @return empty when it is none of the type; a null stays null and must be asked for first
     */
    public static Optional<Object> read(Type type, Object raw) {
        return switch (type) {
            case Type.Simple simple ->
                switch (simple) {
                    case NUMBER -> number(raw);
                    case BOOLEAN -> raw instanceof Boolean ? Optional.of(raw) : Optional.empty();
                    case DATE -> temporal(raw, LocalDate.class, LocalDate::parse);
                    case TIME -> temporal(raw, LocalTime.class, LocalTime::parse);
                    case DATETIME ->
                        temporal(raw, Instant.class, text -> OffsetDateTime.parse(text)
                                .toInstant());
                    case TEXT, ANY -> raw instanceof String ? Optional.of(raw) : Optional.empty();
                };
            case Type.Choice choice ->
                raw instanceof String text
                                && (choice.options().isEmpty()
                                        || choice.options().contains(text))
                        ? Optional.of(text)
                        : Optional.empty();
            case Type.Link _ -> raw instanceof String ? Optional.of(raw) : Optional.empty();
            case Type.Many many -> {
                var items = new ArrayList<Object>();
                for (Object one : raw instanceof List<?> list ? list : List.of(raw)) {
                    Optional<Object> item = one == null ? Optional.empty() : read(many.of(), one);
                    if (item.isEmpty()) {
                        yield Optional.empty();
                    }
                    items.add(item.get());
                }
                yield Optional.of(items);
            }
        };
    }

    private static Optional<Object> number(Object raw) {
        return switch (raw) {
            case BigDecimal number when Math.abs(number.scale()) <= MAX_SCALE -> Optional.of(number);
            case Long number -> Optional.of(BigDecimal.valueOf(number));
            case Integer number -> Optional.of(BigDecimal.valueOf(number));
            case null, default -> Optional.empty();
        };
    }

    private static Optional<Object> temporal(
            Object raw, Class<?> type, java.util.function.Function<String, Object> parse) {
        if (type.isInstance(raw)) {
            return Optional.of(raw);
        }
        try {
            return raw instanceof String text ? Optional.of(parse.apply(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
