package io.trellis.platform.search.index;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.platform.search.engine.SearchDocument;
import io.trellis.platform.search.text.Analysis;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemValues;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Makes documents of records. */
final class DocumentMaker {
    private DocumentMaker() {}

    /** @param record a live one */
    static SearchDocument document(String partition, Generation generation, Indexed indexed, StoredRecord record) {
        Map<String, Object> values = RecordDocument.decode(indexed.object(), record.doc());
        var analysis = new Analysis();
        for (CatalogField field : indexed.texts()) {
            Character key = generation.texts().get(field.definition().id());
            if (key != null && values.get(field.name()) instanceof String text) {
                analysis.add(
                        key,
                        text,
                        field.name().equals(indexed.object().definition().nameField()));
            }
        }
        return new SearchDocument(
                partition,
                record.id(),
                record.version(),
                record.system().createdAt().toEpochMilli(),
                terms(generation, indexed, record.system(), values),
                analysis.texts());
    }

    private static Set<String> terms(
            Generation generation, Indexed indexed, SystemValues system, Map<String, Object> values) {
        Set<String> terms = new HashSet<>();
        add(terms, "owner", system.owner());
        add(terms, "department", system.department());
        add(terms, "createdBy", system.createdBy());
        add(terms, "recordType", system.recordType());
        for (CatalogField field : indexed.filters()) {
            Character key = generation.filters().get(field.definition().id());
            Object value = values.get(field.name());
            if (key != null && value != null) {
                add(terms, Terms.field(key), value.toString());
            }
        }
        return terms;
    }

    private static void add(Set<String> terms, String field, String value) {
        if (value != null) {
            terms.add(Terms.present(field));
            if (Terms.fits(value)) {
                terms.add(Terms.equal(field, value));
            }
        }
    }
}
