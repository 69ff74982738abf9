package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Evaluator;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.FileValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What reading and writing an object's records needs, worked out once per catalog: compiled formulas in the order they depend
 * on each other, defaults, numbered fields, links, unique keys. Immutable.
 */
final class ObjectPlan {
    /** A field and the expression that gives its value. */
    record Computed(CatalogField field, Evaluator evaluator) {}

    private static final Set<String> LAST = Set.of("version", "updatedAt", "updatedBy");

    final CatalogObject object;
    /** Position of each own field, by name. */
    final Map<String, Integer> positions;
    /** Formulas, each after those it reads. */
    final List<Computed> formulas;
    /** Fields whose default is an expression. */
    final List<Computed> computedDefaults;
    /** Fields whose default is a literal. */
    final List<CatalogField> literalDefaults;

    final List<CatalogField> numbered;
    final List<CatalogField> links;

    /** Lookups of the object itself that must stay free of circles. */
    final List<CatalogField> hierarchies;

    final List<CatalogField> required;
    /** Fields whose values are files. */
    final List<CatalogField> files;

    final Optional<CatalogField> master;
    /** Every unique key, single fields first. */
    final List<List<String>> uniques;

    final CatalogField nameField;

    /** What formulas read over links. */
    final List<Predicate.Path> remote;

    /** Whether a formula reads who wrote the record last, when, or its version. */
    final boolean readsLast;

    final List<CatalogField> rollups;

    ObjectPlan(CatalogObject object) {
        this.object = object;
        var places = new HashMap<String, Integer>();
        for (CatalogField field : object.ownFields()) {
            places.put(field.name(), places.size());
        }
        positions = Map.copyOf(places);
        formulas = object.formulasInOrder().stream()
                .map(field -> new Computed(field, field.formula().get().compile()))
                .toList();
        computedDefaults = object.ownFields().stream()
                .filter(field -> field.defaultExpression().isPresent())
                .map(field ->
                        new Computed(field, field.defaultExpression().get().compile()))
                .toList();
        literalDefaults = object.ownFields().stream()
                .filter(field -> field.definition().defaultValue() != null)
                .toList();
        numbered = object.ownFields().stream()
                .filter(field -> field.type().name().equals("autoNumber"))
                .toList();
        links = object.ownFields().stream().filter(CatalogField::links).toList();
        hierarchies = links.stream()
                .filter(field -> field.definition().flag("hierarchy"))
                .toList();
        required = object.ownFields().stream()
                .filter(field -> field.definition().required() && !field.computed())
                .toList();
        files = object.ownFields().stream()
                .filter(field -> field.type() instanceof FileValueType)
                .toList();
        master = object.masterField();
        var keys = new ArrayList<List<String>>();
        object.ownFields().stream().filter(field -> unique(field)).forEach(field -> keys.add(List.of(field.name())));
        keys.addAll(object.definition().uniques());
        uniques = List.copyOf(keys);
        List<Predicate.Path> read = object.formulasInOrder().stream()
                .flatMap(field -> field.formula().get().references().stream())
                .distinct()
                .toList();
        remote = read.stream().filter(Predicate.Path::isRemote).toList();
        readsLast = read.stream().map(Predicate.Path::first).anyMatch(LAST::contains);
        rollups = object.ownFields().stream()
                .filter(field -> field.type().name().equals("rollup"))
                .toList();
        nameField = object.fields().get(object.definition().nameField());
    }

    static boolean unique(CatalogField field) {
        return field.definition().unique() || field.definition().externalKey();
    }
}
