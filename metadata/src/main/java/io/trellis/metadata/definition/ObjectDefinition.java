package io.trellis.metadata.definition;

import io.trellis.metadata.LocalText;
import java.util.List;
import java.util.Optional;

/**
 * An object as it is written down.
 *
 * @param id stable id, kept when the object is renamed
 * @param prefix begins every record id of the object: {@code <prefix>_<ULID>}
 * @param searchFields text fields that {@code q=} and lookup pickers look into
 * @param ownership {@code user} or {@code none}; with none the creator stands in for the owner
 * @param uniques compound unique keys, each a list of field names
 * @param indexes compound indexes, each a list of field names, system names allowed
 * @param packageName the package that brought the object, or null for one the tenant made
 */
public record ObjectDefinition(
        String name,
        String id,
        String prefix,
        LocalText label,
        LocalText pluralLabel,
        LocalText description,
        String icon,
        String nameField,
        List<String> searchFields,
        String ownership,
        List<RecordType> recordTypes,
        List<List<String>> uniques,
        List<List<String>> indexes,
        List<FieldDefinition> fields,
        String packageName)
        implements Definition {
    public ObjectDefinition {
        searchFields = List.copyOf(searchFields);
        recordTypes = List.copyOf(recordTypes);
        uniques = uniques.stream().map(List::copyOf).toList();
        indexes = indexes.stream().map(List::copyOf).toList();
        fields = List.copyOf(fields);
    }

    /** A kind of record with its own layouts, e.g. new business and renewal. */
    public record RecordType(String name, LocalText label, boolean isDefault) {}

    public ObjectDefinition withPrefix(String other) {
        return new ObjectDefinition(
                name,
                id,
                other,
                label,
                pluralLabel,
                description,
                icon,
                nameField,
                searchFields,
                ownership,
                recordTypes,
                uniques,
                indexes,
                fields,
                packageName);
    }

    public ObjectDefinition withFields(List<FieldDefinition> others) {
        return new ObjectDefinition(
                name,
                id,
                prefix,
                label,
                pluralLabel,
                description,
                icon,
                nameField,
                searchFields,
                ownership,
                recordTypes,
                uniques,
                indexes,
                others,
                packageName);
    }

    public Optional<FieldDefinition> findField(String field) {
        return fields.stream().filter(one -> one.name().equals(field)).findFirst();
    }

    /** Whether records have an owner of their own rather than their creator's. */
    public boolean owned() {
        return !"none".equals(ownership);
    }
}
