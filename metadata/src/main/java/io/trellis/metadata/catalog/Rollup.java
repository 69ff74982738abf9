package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.Predicate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A roll-up, compiled: which live records are gathered, over which of their links, and what is made of them. Immutable.
 *
 * <p>Null rules: a count of nothing and a sum of nothing are 0; the least, the greatest, the average and so on of nothing is
 * no value. Children without a value count for {@code count} and for nothing else.
 *
 * @param object the object that has the roll-up
 * @param field the roll-up itself
 * @param child the object gathered
 * @param via the child's link that points here
 * @param value what is added up or compared; empty for a count of records
 * @param filter which children; reads the child's own fields only
 */
public record Rollup(
        CatalogObject object,
        CatalogField field,
        CatalogObject child,
        CatalogField via,
        Function function,
        Optional<CatalogField> value,
        Optional<Checked> filter) {
    /** What is made of the children. */
    public enum Function {
        COUNT,
        COUNT_DISTINCT,
        SUM,
        MIN,
        MAX,
        AVG;

        static Optional<Function> find(String name) {
            return Optional.ofNullable(
                    switch (name) {
                        case "count" -> COUNT;
                        case "countDistinct" -> COUNT_DISTINCT;
                        case "sum" -> SUM;
                        case "min" -> MIN;
                        case "max" -> MAX;
                        case "avg" -> AVG;
                        default -> null;
                    });
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The roll-up a field of that type is; empty where what it names is not there or does not fit. */
    static Optional<Rollup> of(CatalogObject object, CatalogField field, Map<String, CatalogObject> objects) {
        FieldDefinition definition = field.definition();
        CatalogObject child = definition.text("from").map(objects::get).orElse(null);
        CatalogField via = child == null
                ? null
                : definition.text("via").flatMap(child::findField).orElse(null);
        Function function = definition.text("function").flatMap(Function::find).orElse(null);
        if (via == null || function == null || !via.targets().contains(object.name())) {
            return Optional.empty();
        }
        Optional<CatalogField> value = function == Function.COUNT
                ? Optional.empty()
                : definition.text("field").flatMap(child::findField);
        if (function != Function.COUNT && value.isEmpty()) {
            return Optional.empty();
        }
        Optional<Checked> filter = definition
                .text("filter")
                .map(source -> io.trellis.metadata.expression.Expressions.checkCondition(
                        source, new ObjectScope(objects, child)));
        return filter.isPresent() && !filter.get().ok()
                ? Optional.empty()
                : Optional.of(new Rollup(object, field, child, via, function, value, filter));
    }

    /** Names of the child's fields that it reads. */
    public Set<String> reads() {
        Set<String> names = new TreeSet<>();
        names.add(via.name());
        value.ifPresent(read -> names.add(read.name()));
        filter.ifPresent(checked ->
                checked.references().stream().map(Predicate.Path::first).forEach(names::add));
        return names;
    }

    /** {@code object.field}, for keys and messages. */
    public String key() {
        return object.name() + "." + field.name();
    }
}
