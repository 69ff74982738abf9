package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.ObjectDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object, compiled: its fields by name, system fields included and last. Immutable and safe to share.
 *
 * <p>System fields of every object: {@code id, version, owner, department, createdAt, createdBy, updatedAt, updatedBy,
 * deletedAt, recordType}.
 */
public final class CatalogObject {
    private final ObjectDefinition definition;
    private final Map<String, CatalogField> fields;
    private final List<CatalogField> ownFields;
    private final List<CatalogField> formulasInOrder;

    public CatalogObject(ObjectDefinition definition, List<CatalogField> fields) {
        this.definition = definition;
        var byName = new LinkedHashMap<String, CatalogField>();
        fields.forEach(field -> byName.put(field.name(), field));
        this.fields = java.util.Collections.unmodifiableMap(byName);
        this.ownFields = fields.stream().filter(field -> !field.system()).toList();
        this.formulasInOrder = FormulaOrder.sort(ownFields);
    }

    public ObjectDefinition definition() {
        return definition;
    }

    public String name() {
        return definition.name();
    }

    /** All fields by name, system fields included. */
    public Map<String, CatalogField> fields() {
        return fields;
    }

    /** The fields that live in the record's document: all but the system ones. */
    public List<CatalogField> ownFields() {
        return ownFields;
    }

    public Optional<CatalogField> findField(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The formula fields, each after those it reads: computing them in this order needs one pass. */
    public List<CatalogField> formulasInOrder() {
        return formulasInOrder;
    }

    /** The master-detail field, when this object is the detail of another. */
    public Optional<CatalogField> masterField() {
        return ownFields.stream()
                .filter(field -> field.type().name().equals("masterDetail"))
                .findFirst();
    }
}
