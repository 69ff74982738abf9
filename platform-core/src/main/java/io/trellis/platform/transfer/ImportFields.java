package io.trellis.platform.transfer;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.access.Actor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which fields a file's columns may go to, and by which fields linked records may be named. */
final class ImportFields {
    private ImportFields() {}

    /** Fields the actor may fill, in the order of the definition; the owner and the record type last. */
    static List<CatalogField> writable(CatalogObject object, Actor actor) {
        List<CatalogField> fields = new ArrayList<>();
        for (CatalogField field : object.ownFields()) {
            if (!field.computed() && !field.definition().readOnly() && mayEdit(actor, object, field)) {
                fields.add(field);
            }
        }
        if (object.definition().owned()) {
            object.findField("owner")
                    .filter(field -> mayEdit(actor, object, field))
                    .ifPresent(fields::add);
        }
        if (!object.definition().recordTypes().isEmpty()) {
            object.findField("recordType").ifPresent(fields::add);
        }
        return fields;
    }

    private static boolean mayEdit(Actor actor, CatalogObject object, CatalogField field) {
        return actor.grants().mayEdit(object.name(), field.name());
    }

    /** Fields that find a record: the id, external keys, unique fields and automatic numbers. */
    static Set<String> keys(CatalogObject object, Actor actor) {
        Set<String> keys = new LinkedHashSet<>();
        for (CatalogField field : object.ownFields()) {
            var definition = field.definition();
            boolean single = field.shape() == Shape.TEXT || field.shape() == Shape.WHOLE;
            if (single
                    && (definition.externalKey() || definition.unique() || numbered(field))
                    && actor.grants().mayRead(object.name(), field.name())) {
                keys.add(field.name());
            }
        }
        keys.add("id");
        return keys;
    }

    private static boolean numbered(CatalogField field) {
        return field.computed() && field.formula().isEmpty() && field.shape() == Shape.TEXT;
    }

    /** By which of their fields records of a linked object may be named, the likeliest first. */
    static List<CatalogField> matchable(CatalogObject target, Actor actor) {
        var definition = target.definition();
        Stream<CatalogField> named =
                target.ownFields().stream().filter(field -> field.name().equals(definition.nameField()));
        Stream<CatalogField> keyed = target.ownFields().stream()
                .filter(field -> field.definition().externalKey()
                        || field.definition().unique()
                        || numbered(field)
                        || definition.searchFields().contains(field.name()));
        return Stream.concat(named, keyed)
                .filter(field -> field.shape() == Shape.TEXT || field.shape() == Shape.WHOLE)
                .filter(field -> actor.grants().mayRead(target.name(), field.name()))
                .distinct()
                .toList();
    }

    /** The objects a link may point to, as far as they exist. */
    static List<CatalogObject> targets(Catalog catalog, CatalogField field) {
        return field.targets().stream()
                .map(catalog::findObject)
                .flatMap(Optional::stream)
                .toList();
    }
}
