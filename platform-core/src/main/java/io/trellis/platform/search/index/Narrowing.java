package io.trellis.platform.search.index;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.search.engine.SearchFilter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * As much of a condition as the engine can answer. It lets through whatever the condition lets through, and more where a part can't
 * be asked of terms: paths through links, comparisons, texts.
 *
 * @param exact whether it lets through nothing else
 */
record Narrowing(SearchFilter filter, boolean exact) {
    private static final Narrowing ANYTHING = new Narrowing(SearchFilter.ALL, false);

    static Narrowing of(Predicate predicate, CatalogObject object, Generation generation) {
        return switch (predicate) {
            case Predicate.All _ -> new Narrowing(SearchFilter.ALL, true);
            case Predicate.None _ -> new Narrowing(new SearchFilter.AnyOf(List.of()), true);
            case Predicate.And and -> all(and.parts(), object, generation);
            case Predicate.Or or -> any(or.parts(), object, generation);
            case Predicate.Not not -> not(of(not.part(), object, generation));
            case Predicate.Compare compare -> compare(compare, object, generation);
            case Predicate.In in -> has(in.path(), in.values(), object, generation);
            case Predicate.IsNull isNull -> {
                String field = field(isNull.path(), object, generation);
                yield field == null
                        ? ANYTHING
                        : not(new Narrowing(new SearchFilter.Has(Set.of(Terms.present(field))), true));
            }
            case Predicate.Text _, Predicate.Includes _, Predicate.CompareFields _ -> ANYTHING;
        };
    }

    private static Narrowing all(List<Predicate> parts, CatalogObject object, Generation generation) {
        List<SearchFilter> filters = new ArrayList<>();
        boolean exact = true;
        for (Predicate part : parts) {
            Narrowing narrowing = of(part, object, generation);
            exact &= narrowing.exact();
            if (!narrowing.filter().equals(SearchFilter.ALL)) {
                filters.add(narrowing.filter());
            }
        }
        return new Narrowing(filters.size() == 1 ? filters.getFirst() : new SearchFilter.AllOf(filters), exact);
    }

    private static Narrowing any(List<Predicate> parts, CatalogObject object, Generation generation) {
        List<SearchFilter> filters = new ArrayList<>();
        boolean exact = true;
        for (Predicate part : parts) {
            Narrowing narrowing = of(part, object, generation);
            if (narrowing.filter().equals(SearchFilter.ALL)) {
                return narrowing;
            }
            exact &= narrowing.exact();
            filters.add(narrowing.filter());
        }
        return new Narrowing(new SearchFilter.AnyOf(filters), exact);
    }

    private static Narrowing not(Narrowing part) {
        return part.exact() ? new Narrowing(new SearchFilter.Not(part.filter()), true) : ANYTHING;
    }

    private static Narrowing compare(Predicate.Compare compare, CatalogObject object, Generation generation) {
        return switch (compare.op()) {
            case EQ -> has(compare.path(), List.of(compare.value()), object, generation);
            case NE -> not(has(compare.path(), List.of(compare.value()), object, generation));
            case LT, LE, GT, GE -> ANYTHING;
        };
    }

    private static Narrowing has(
            Predicate.Path path, List<Object> values, CatalogObject object, Generation generation) {
        String field = field(path, object, generation);
        if (field == null || !values.stream().allMatch(Terms::asked)) {
            return ANYTHING;
        }
        Set<String> terms = new HashSet<>();
        values.forEach(value -> terms.add(Terms.equal(field, value.toString())));
        return new Narrowing(new SearchFilter.Has(terms), true);
    }

    private static String field(Predicate.Path path, CatalogObject object, Generation generation) {
        if (path.isRemote()) {
            return null;
        }
        if (Terms.SYSTEM.contains(path.first())) {
            return path.first();
        }
        CatalogField field = object.fields().get(path.first());
        Character key = field == null
                ? null
                : generation.filters().get(field.definition().id());
        return key == null ? null : Terms.field(key);
    }
}
