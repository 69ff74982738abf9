package io.trellis.metadata.field;

import io.trellis.metadata.Problem;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads references to records; whether the record exists is the record service's question. */
public final class Links {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]{1,15}_[0-9A-Za-z]{1,40}");

    private Links() {}

    /** An id, or a link as it was read ({@code {"id": …, "name": …}}). Problem: NOT_AN_ID. */
    public static String id(Object raw, Consumer<Problem> problems) {
        Object id = raw instanceof Map<?, ?> link ? link.get("id") : raw;
        if (id instanceof String text && ID.matcher(text.strip()).matches()) {
            return text.strip();
        }
        if (id instanceof String text && text.isBlank()) {
            return null;
        }
        problems.accept(Problem.of("NOT_AN_ID", "", "value", Texts.shorten(id)));
        return null;
    }
}
