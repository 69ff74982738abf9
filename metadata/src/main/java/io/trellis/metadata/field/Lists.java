package io.trellis.metadata.field;

import io.trellis.metadata.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Brings values of many elements into canonical form: no empty ones, no doubles, in the order given. */
public final class Lists {
    private Lists() {}

    /**
     * @param max most elements, else TOO_MANY_VALUES
     * @param element reads one element and reports with an empty path; null means nothing
     * @return null for no element at all, and after a problem
     */
    public static List<String> read(
            Object raw, int max, BiFunction<Object, Consumer<Problem>, String> element, Consumer<Problem> problems) {
        List<?> elements =
                switch (raw) {
                    case List<?> list -> list;
                    case String text -> List.of(text.split("[;；|\\n]"));
                    default -> null;
                };
        if (elements == null) {
            problems.accept(Problem.of("NOT_A_LIST", ""));
            return null;
        }
        if (elements.size() > max) {
            problems.accept(Problem.of("TOO_MANY_VALUES", "", "max", max));
            return null;
        }
        var values = new LinkedHashSet<String>();
        for (int i = 0; i < elements.size(); i++) {
            Object one = elements.get(i);
            if (one == null || one instanceof String text && text.isBlank()) {
                continue;
            }
            String place = "/" + i;
            String value = element.apply(one, problem -> problems.accept(problem.under(place)));
            if (value != null) {
                values.add(value);
            }
        }
        return values.isEmpty() ? null : List.copyOf(new ArrayList<>(values));
    }
}
