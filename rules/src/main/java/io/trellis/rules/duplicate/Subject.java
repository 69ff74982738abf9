package io.trellis.rules.duplicate;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.EvaluationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A record that is compared with others.
 *
 * @param id its own, which is never like itself; null for one that nobody writes
 * @param values of its fields as expressions see them
 */
record Subject(CatalogObject object, String id, Function<String, Object> values, EvaluationContext context) {

    /**
     * One way of a rule to find records like it.
     *
     * @param key of the document in which they stand
     */
    record Asked(DuplicateBook.Rule rule, DuplicateBook.Way way, String key) {}

    /**
     * Everything that the rules which apply want to be looked up.
     *
     * @param changed tells of a field whether it gives reason to compare
     */
    List<Asked> ask(List<DuplicateBook.Rule> rules, Predicate<String> changed) {
        List<Asked> asked = new ArrayList<>();
        for (DuplicateBook.Rule rule : rules) {
            Boolean applies = null;
            for (DuplicateBook.Way way : rule.ways()) {
                if (way.parts().stream().noneMatch(part -> changed.test(part.field()))) {
                    continue;
                }
                String key = way.index().key(way.parts(), values);
                if (key == null) {
                    continue;
                }
                applies = applies == null ? applies(rule) : applies;
                if (applies) {
                    asked.add(new Asked(rule, way, key));
                }
            }
        }
        return asked;
    }

    boolean applies(DuplicateBook.Rule rule) {
        return rule.holds() == null || Boolean.TRUE.equals(rule.holds().evaluate(context));
    }
}
