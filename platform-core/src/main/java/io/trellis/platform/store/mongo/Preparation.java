package io.trellis.platform.store.mongo;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a layout must become to fit an object's definition. A new field is a new name and touches no record. A removed field keeps its name and its
 * values; when it comes back, or comes back with another shape, a new column is filled from the documents. A renamed field (same id, other
 * name) keeps its column and its key in the documents is rewritten.
 */
final class Preparation {
    private final CatalogObject object;
    /** Of the object's fields. */
    private final Set<String> ids = new HashSet<>();

    private final List<String> fill = new ArrayList<>();
    private final Map<String, String> renamed = new LinkedHashMap<>();

    private Preparation(CatalogObject object) {
        this.object = object;
        object.ownFields().stream()
                .map(Preparation::id)
                .filter(Objects::nonNull)
                .forEach(ids::add);
    }

    /**
     * The layout that follows, with the work it makes; its revision is still that of the present one.
     *
     * @param present null where there is none
     */
    static Layout next(String tenant, Layout present, CatalogObject object) {
        var preparation = new Preparation(object);
        List<Column> columns = preparation.columns(present == null ? List.of() : present.columns());
        var bare = new Layout(tenant, Layout.idOf(object), object.name(), 0, columns, List.of(), List.of(), null);
        List<String> keys = Indexes.keys(object, bare.byField());
        List<String> newKeys = new ArrayList<>(keys);
        newKeys.removeAll(present == null ? List.of() : present.keys());
        var work = new LayoutWork(0, preparation.fill, preparation.renamed, present == null ? List.of() : newKeys);
        return new Layout(
                tenant,
                bare.objectId(),
                bare.objectName(),
                present == null ? 0 : present.revision(),
                columns,
                keys,
                Indexes.wanted(object, bare.byField()),
                work.isEmpty() ? null : work);
    }

    private List<Column> columns(List<Column> registry) {
        List<Column> columns = new ArrayList<>();
        Set<String> kept = new HashSet<>();
        List<Column> all = new ArrayList<>(registry);
        for (CatalogField field : object.ownFields()) {
            Column same = find(registry, field);
            if (same != null && !same.field().equals(field.name())) {
                renamed.put(same.field(), field.name());
            }
            if (same != null && same.shape() == field.shape()) {
                columns.add(new Column(same.name(), field.name(), id(field), field.shape(), false));
                kept.add(same.name());
                continue;
            }
            var made = new Column(name(all, field), field.name(), id(field), field.shape(), false);
            all.add(made);
            columns.add(made);
            if (registry.stream().anyMatch(known -> known.field().equals(field.name()))) {
                fill.add(made.name());
            }
        }
        registry.stream()
                .filter(column -> !kept.contains(column.name()))
                .forEach(column -> columns.add(column.retire()));
        return columns;
    }

    /** The column a field has: by id, whatever its name was, else by name unless the column is another field's by id. */
    private Column find(List<Column> registry, CatalogField field) {
        String id = id(field);
        for (Column known : registry) {
            if (!known.retired() && id != null && id.equals(known.fieldId())) {
                return known;
            }
        }
        for (Column known : registry) {
            if (!known.retired() && known.field().equals(field.name()) && !ids.contains(known.fieldId())) {
                return known;
            }
        }
        return null;
    }

    private static String id(CatalogField field) {
        return field.definition().id();
    }

    private static String name(List<Column> all, CatalogField field) {
        String prefix = Indexes.asked(field) ? "k" : "f";
        int last = all.stream()
                .map(Column::name)
                .filter(name -> name.startsWith(prefix))
                .mapToInt(name -> Integer.parseInt(name.substring(1)))
                .max()
                .orElse(0);
        return prefix + (last + 1);
    }
}
