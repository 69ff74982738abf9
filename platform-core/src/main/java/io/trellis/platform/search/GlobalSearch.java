package io.trellis.platform.search;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.search.ObjectSearch.Hits;
import io.trellis.platform.search.index.IndexedText;
import io.trellis.platform.search.text.TextQuery;
import io.trellis.platform.store.Realm;
import io.trellis.platform.telemetry.Telemetry;
import io.trellis.platform.telemetry.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Looks for a text in the search fields of all readable objects. Best first: names that are the text, begin with it, contain it, sound
 * like it, then the rest, the newest of equals first.
 */
@Component
public final class GlobalSearch {
    static final int DEFAULT_SIZE = 20;
    static final int MAX_SIZE = 50;
    private static final int MAX_TEXT = 200;
    private static final int MAX_HITS = 500;

    private final Catalogs catalogs;
    private final ObjectSearch search;

    private final Telemetry telemetry;

    GlobalSearch(Catalogs catalogs, ObjectSearch search, Telemetry telemetry) {
        this.catalogs = catalogs;
        this.search = search;
        this.telemetry = telemetry;
    }

    /**
     * A record that was found.
     *
     * @param name null when it has none or the actor may not read it
     * @param fields values of the object's search fields
     * @param highlights which of them matched, and where
     */
    public record Hit(String object, String id, String name, Map<String, Object> fields, List<Highlight> highlights) {}

    /** @param ranges pairs of places in the field's text, from and to, counted in UTF-16 units as JavaScript does */
    public record Highlight(String field, List<int[]> ranges) {}

    /** @param total all there are in the object; null where that would cost too much to say */
    public record ObjectHits(String object, Long total) {}

    /**
     * @param results the best first
     * @param objects where there are any, in the order of the catalog
     */
    public record Results(List<Hit> results, List<ObjectHits> objects) {}

    /**
     * @param objects to look in; empty for all
     * @param page from 1
     * @param size most hits in all, 1 to {@value #MAX_SIZE}; page and size together reach the first {@value #MAX_HITS} hits
     */
    public Results find(Actor actor, String text, List<String> objects, int page, int size) {
        if (size < 1 || size > MAX_SIZE) {
            throw invalid("size", "1–" + MAX_SIZE);
        }
        if (page < 1 || (long) page * size > MAX_HITS) {
            throw invalid("page", "1–" + MAX_HITS / size);
        }
        String wanted = text == null ? "" : text.strip();
        if (wanted.length() > MAX_TEXT) {
            throw invalid("q", "1–" + MAX_TEXT);
        }
        Realm realm = new Realm(actor.tenant(), catalogs.current(actor.tenant()));
        List<CatalogObject> where = objects(actor, realm.catalog(), objects);
        if (wanted.isEmpty()) {
            return new Results(List.of(), List.of());
        }
        try (Work work = telemetry.begin(Telemetry.Kind.SEARCH, "global")) {
            return find(actor, realm, where, wanted, page, size);
        }
    }

    private Results find(Actor actor, Realm realm, List<CatalogObject> where, String wanted, int page, int size) {
        TextQuery query = TextQuery.of(wanted);
        List<ObjectSearch.Scored> all = new ArrayList<>();
        var moment = new IndexedText.Moment();
        List<ObjectHits> totals = new ArrayList<>();
        for (CatalogObject object : where) {
            Hits hits = search.find(actor, realm, object, query, wanted, page * size, moment);
            all.addAll(hits.best());
            if (!hits.best().isEmpty()) {
                totals.add(new ObjectHits(object.name(), hits.total()));
            }
        }
        all.sort(Comparator.comparingInt(ObjectSearch.Scored::worth)
                .thenComparing(scored -> scored.record().system().createdAt())
                .thenComparing(scored -> scored.record().id())
                .reversed());
        List<Hit> results =
                all.subList(Math.min(all.size(), (page - 1) * size), Math.min(all.size(), page * size)).stream()
                        .map(scored -> search.hit(scored, query))
                        .toList();
        return new Results(results, totals);
    }

    private static List<CatalogObject> objects(Actor actor, Catalog catalog, List<String> names) {
        List<CatalogObject> found = new ArrayList<>();
        for (String name : names) {
            found.add(catalog.findObject(name).orElseThrow(() -> ProblemException.notFound("object", name)));
        }
        return (names.isEmpty() ? catalog.objects() : found)
                .stream()
                        .distinct()
                        .filter(object ->
                                !(actor.grants().scope(object.name(), Grants.Action.READ) instanceof Predicate.None))
                        .toList();
    }

    private static ProblemException invalid(String parameter, String expected) {
        return new ProblemException(
                ProblemException.Kind.MALFORMED,
                "INVALID_PARAMETER",
                Map.of("parameter", parameter, "expected", expected));
    }
}
