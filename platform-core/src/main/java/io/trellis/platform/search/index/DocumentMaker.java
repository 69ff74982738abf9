package io.trellis.platform.search.index;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.platform.search.engine.SearchDocument;
import io.trellis.platform.search.engine.SearchIndex;
import io.trellis.platform.search.text.Analysis;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemValues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes a record's document; knows before its tokens are made whether the index has the same already, as most changes are of fields that nobody searches. */
final class DocumentMaker {
    /** The text of one field. */
    private record Text(char key, boolean name, String value) {}

    private final Generation generation;
    private final StoredRecord record;
    private final List<Text> texts;
    private final Set<String> terms;
    private final String print;

    /** @param record a live one */
    DocumentMaker(Generation generation, Indexed indexed, StoredRecord record) {
        this.generation = generation;
        this.record = record;
        texts = texts(generation, indexed, record);
        terms = terms(generation, indexed, record);
        print = print();
    }

    private long created() {
        return record.system().createdAt().toEpochMilli();
    }

    private String print() {
        var all = new Print(generation, created());
        texts.forEach(text -> all.text(text.key(), text.name(), text.value()));
        all.terms(terms);
        return all.toString();
    }

    /** Whether the index has it just so. What was never changed is not looked for. */
    boolean held(SearchIndex index, String partition) {
        return record.version() > 1 && index.holds(partition, record.id(), print);
    }

    SearchDocument document(String partition) {
        var analysis = new Analysis();
        texts.forEach(text -> analysis.add(text.key(), text.value(), text.name()));
        return new SearchDocument(partition, record.id(), record.version(), created(), terms, print, analysis.texts());
    }

    private static List<Text> texts(Generation generation, Indexed indexed, StoredRecord record) {
        List<Text> texts = new ArrayList<>(indexed.texts().size());
        for (CatalogField field : indexed.texts()) {
            Character key = generation.texts().get(field.definition().id());
            if (key != null && value(record, field) instanceof String text) {
                boolean name = field.name().equals(indexed.object().definition().nameField());
                texts.add(new Text(key, name, text));
            }
        }
        return texts;
    }

    /** One by one: of most objects only a few of many fields are wanted. */
    private static Object value(StoredRecord record, CatalogField field) {
        return RecordDocument.find(record.doc(), field.name(), field.shape());
    }

    private static Set<String> terms(Generation generation, Indexed indexed, StoredRecord record) {
        SystemValues system = record.system();
        Set<String> terms = new HashSet<>();
        add(terms, "owner", system.owner());
        add(terms, "department", system.department());
        add(terms, "createdBy", system.createdBy());
        add(terms, "recordType", system.recordType());
        for (CatalogField field : indexed.filters()) {
            Character key = generation.filters().get(field.definition().id());
            Object value = key == null ? null : value(record, field);
            if (value != null) {
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
