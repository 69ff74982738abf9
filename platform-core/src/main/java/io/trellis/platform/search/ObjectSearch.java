package io.trellis.platform.search;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.query.Questions;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import io.trellis.platform.search.GlobalSearch.Highlight;
import io.trellis.platform.search.GlobalSearch.Hit;
import io.trellis.platform.search.index.IndexedText;
import io.trellis.platform.search.text.TextQuery;
import io.trellis.platform.store.Realm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The best hits in one object. Whatever the index says, a record counts only when the record service shows it to this actor and the
 * text is in a field they see.
 */
@Component
final class ObjectSearch {
    /** Where rights hide most of what is found, so many rounds of ten times as many are tried. */
    private static final int ROUNDS = 3;

    private static final int WIDER = 10;

    private final IndexedText index;
    private final RecordService records;

    ObjectSearch(IndexedText index, RecordService records) {
        this.index = index;
        this.records = records;
    }

    /** @param worth see {@link TextQuery#worth} */
    record Scored(CatalogObject object, List<CatalogField> fields, RecordView record, int worth) {}

    /** @param total null where it is not known */
    record Hits(List<Scored> best, Long total) {}

    /** @param text what {@code query} was made of */
    Hits find(
            Actor actor,
            Realm realm,
            CatalogObject object,
            TextQuery query,
            String text,
            int size,
            IndexedText.Moment moment) {
        List<CatalogField> fields = Questions.searchFields(actor, object);
        if (fields.isEmpty()) {
            return new Hits(List.of(), 0L);
        }
        Predicate scope = actor.grants().scope(object.name(), Grants.Action.READ);
        List<Scored> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int offset = 0;
        int wanted = size;
        for (int round = 0; round < ROUNDS; round++) {
            Optional<IndexedText.Ranked> ranked =
                    index.rank(realm, object, fields, query, scope, offset, wanted, moment);
            if (ranked.isEmpty()) {
                return scan(actor, object, fields, query, text, size);
            }
            Set<String> ids = new HashSet<>(ranked.get().ids());
            ids.addAll(ranked.get().late());
            ids.removeAll(seen);
            seen.addAll(ids);
            int before = found.size();
            read(actor, object, fields, query, ids, found);
            offset += wanted;
            boolean all = offset >= ranked.get().total();
            if (all || found.size() >= size) {
                boolean every = round == 0 && found.size() - before == ids.size();
                return new Hits(
                        found,
                        all
                                ? (Long) (long) found.size()
                                : every && ranked.get().exact() ? ranked.get().total() : null);
            }
            wanted *= WIDER;
        }
        return new Hits(found, null);
    }

    private void read(
            Actor actor,
            CatalogObject object,
            List<CatalogField> fields,
            TextQuery query,
            Collection<String> ids,
            List<Scored> found) {
        for (RecordView record : records.findAll(actor, object.name(), ids, names(object, fields))) {
            score(object, fields, query, record, found);
        }
    }

    private static void score(
            CatalogObject object, List<CatalogField> fields, TextQuery query, RecordView record, List<Scored> found) {
        String name = null;
        List<String> others = new ArrayList<>();
        for (CatalogField field : fields) {
            String value = record.text(field.name());
            if (value != null && field.name().equals(object.definition().nameField())) {
                name = value;
            } else if (value != null) {
                others.add(value);
            }
        }
        int worth = query.worth(name, others);
        if (worth > 0) {
            found.add(new Scored(object, fields, record, worth));
        }
    }

    private static Set<String> names(CatalogObject object, List<CatalogField> fields) {
        Set<String> names = new HashSet<>();
        fields.forEach(field -> names.add(field.name()));
        names.add(object.definition().nameField());
        return names;
    }

    /** Without an index: the newest that the store finds. */
    private Hits scan(
            Actor actor, CatalogObject object, List<CatalogField> fields, TextQuery query, String text, int size) {
        var request = new ListRequest(
                null,
                text,
                List.of(),
                List.copyOf(names(object, fields)),
                1,
                Math.min(size, ListRequest.MAX_SIZE),
                false,
                null,
                false);
        List<Scored> found = new ArrayList<>();
        var page = records.list(actor, object.name(), request);
        page.records().forEach(record -> score(object, fields, query, record, found));
        return new Hits(found, page.next() == null ? (Long) (long) found.size() : null);
    }

    Hit hit(Scored scored, TextQuery query) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<Highlight> highlights = new ArrayList<>();
        for (CatalogField field : scored.fields()) {
            String value = scored.record().text(field.name());
            if (value != null) {
                values.put(field.name(), value);
                List<int[]> ranges = query.ranges(value);
                if (!ranges.isEmpty()) {
                    highlights.add(new Highlight(field.name(), ranges));
                }
            }
        }
        CatalogObject object = scored.object();
        return new Hit(
                object.name(),
                scored.record().id(),
                scored.record().text(object.definition().nameField()),
                values,
                highlights);
    }
}
