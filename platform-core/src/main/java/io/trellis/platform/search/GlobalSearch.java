package io.trellis.platform.search;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Looks for a text in the search fields of all readable objects. Best first: names that begin with the text, then names that
 * contain it, then the rest, the newest of equals first.
 */
@Component
public final class GlobalSearch {
    static final int DEFAULT_SIZE = 20;
    static final int MAX_SIZE = 50;
    private static final int MAX_TEXT = 200;

    private final Catalogs catalogs;
    private final RecordService records;

    GlobalSearch(Catalogs catalogs, RecordService records) {
        this.catalogs = catalogs;
        this.records = records;
    }

    /**
     * A record that was found.
     *
     * @param name null when it has none or the actor may not read it
     * @param fields values of the object's search fields
     */
    public record Hit(String object, String id, String name, Map<String, Object> fields) {}

    /** @param results the best first */
    public record Hits(List<Hit> results) {}

    /**
     * @param objects to look in; empty for all
     * @param size most hits in all, 1 to {@value #MAX_SIZE}
     */
    public Hits find(Actor actor, String text, List<String> objects, int size) {
        if (size < 1 || size > MAX_SIZE) {
            throw invalid("size", "1–" + MAX_SIZE);
        }
        String wanted = text == null ? "" : text.strip();
        if (wanted.length() > MAX_TEXT) {
            throw invalid("q", "1–" + MAX_TEXT);
        }
        if (wanted.isEmpty()) {
            return new Hits(List.of());
        }
        List<Hit> hits = new ArrayList<>();
        for (CatalogObject object : objects(actor, objects)) {
            var request = new ListRequest(null, wanted, List.of(), List.of(), 1, size, false, null, false);
            records.list(actor, object.name(), request).records().forEach(record -> hits.add(hit(object, record)));
        }
        hits.sort(Comparator.comparingInt(hit -> rank(hit.name(), wanted)));
        return new Hits(List.copyOf(hits.subList(0, Math.min(size, hits.size()))));
    }

    private List<CatalogObject> objects(Actor actor, List<String> names) {
        Catalog catalog = catalogs.current(actor.tenant());
        List<CatalogObject> found = new ArrayList<>();
        for (String name : names) {
            found.add(catalog.findObject(name).orElseThrow(() -> ProblemException.notFound("object", name)));
        }
        return (names.isEmpty() ? catalog.objects() : found)
                .stream()
                        .filter(object -> !object.definition().searchFields().isEmpty())
                        .filter(object ->
                                !(actor.grants().scope(object.name(), Grants.Action.READ) instanceof Predicate.None))
                        .toList();
    }

    private static Hit hit(CatalogObject object, RecordView record) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name : object.definition().searchFields()) {
            if (record.values().containsKey(name)) {
                fields.put(name, record.text(name));
            }
        }
        return new Hit(
                object.name(), record.id(), record.text(object.definition().nameField()), fields);
    }

    private static int rank(String name, String wanted) {
        if (name == null) {
            return 3;
        }
        int at = name.toLowerCase(Locale.ROOT).indexOf(wanted.toLowerCase(Locale.ROOT));
        return at < 0 ? 2 : Math.min(at, 1);
    }

    private static ProblemException invalid(String parameter, String expected) {
        return new ProblemException(
                ProblemException.Kind.MALFORMED,
                "INVALID_PARAMETER",
                Map.of("parameter", parameter, "expected", expected));
    }
}
