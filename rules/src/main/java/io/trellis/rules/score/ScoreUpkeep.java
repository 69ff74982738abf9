package io.trellis.rules.score;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogDiff;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.decision.Model;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.jobs.Jobs;
import io.trellis.platform.outbox.OutboxListener;
import io.trellis.platform.outbox.Outcome;
import io.trellis.platform.publish.CatalogListener;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Computes scores again where nobody writes the record: those over links once a linked record has changed, and all of an object when
 * a publish has changed its model. Records whose values stay the same get no new version, so doing it twice does no harm.
 */
@Component
final class ScoreUpkeep implements OutboxListener, CatalogListener {
    private static final Set<String> GONE = Set.of("deleted", "purged");
    private static final int CHUNK = 500;
    /** Linked records asked for at once: their ids go into one filter. */
    private static final int ASKED = 50;

    private final Scores scores;
    private final Catalogs catalogs;
    private final RecordService records;
    private final Access access;
    private final Jobs jobs;

    ScoreUpkeep(Scores scores, Catalogs catalogs, RecordService records, Access access, Jobs jobs) {
        this.scores = scores;
        this.catalogs = catalogs;
        this.records = records;
        this.access = access;
        this.jobs = jobs;
    }

    /** A way over links, from scored records to those their model reads. */
    private record Way(String object, String links) {}

    @Override
    public String name() {
        return "scores";
    }

    @Override
    public Outcome handle(List<OutboxEvent> events) {
        Map<String, Map<String, Set<String>>> written = new LinkedHashMap<>();
        for (OutboxEvent event : events) {
            if (!GONE.contains(event.kind())) {
                written.computeIfAbsent(event.tenant(), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(event.object(), _ -> new LinkedHashSet<>())
                        .add(event.id());
            }
        }
        written.forEach((tenant, ids) -> {
            Catalog catalog = catalogs.current(tenant);
            if (!Scores.definitions(catalog).isEmpty()) {
                handle(tenant, ways(tenant, catalog), ids);
            }
        });
        return Outcome.handled();
    }

    private void handle(String tenant, Map<String, Set<Way>> ways, Map<String, Set<String>> written) {
        ways.forEach((read, some) -> {
            List<String> ids = List.copyOf(written.getOrDefault(read, Set.of()));
            some.forEach(way -> follow(tenant, way, ids, read));
        });
        // What a record reads may have changed between the moment it was scored and its commit.
        Actor actor = access.systemActor(tenant, "scores");
        ways.values().stream().flatMap(Set::stream).map(Way::object).distinct().forEach(object -> {
            List<String> own = List.copyOf(written.getOrDefault(object, Set.of()));
            for (int from = 0; from < own.size(); from += CHUNK) {
                records.recalculateFormulas(
                        actor, object, own.subList(from, Math.min(own.size(), from + CHUNK)), object);
            }
        });
    }

    /** By the object that is read. */
    private Map<String, Set<Way>> ways(String tenant, Catalog catalog) {
        Map<String, Set<Way>> ways = new LinkedHashMap<>();
        for (Score score : scores.all(tenant, catalog)) {
            CatalogObject object = catalog.getObject(score.definition().object());
            Model model = score.model();
            Stream.concat(model.when().stream(), model.criteria().stream().map(Model.Criterion::expression))
                    .flatMap(expression -> expression.references().stream())
                    .filter(Predicate.Path::isRemote)
                    .forEach(path -> file(catalog, object, path.steps(), ways));
        }
        return ways;
    }

    private static void file(Catalog catalog, CatalogObject object, List<String> steps, Map<String, Set<Way>> ways) {
        CatalogObject here = object;
        for (int i = 0; i + 1 < steps.size(); i++) {
            here = here.findField(steps.get(i))
                    .filter(link -> link.shape() == Shape.LINK && link.targets().size() == 1)
                    .flatMap(link -> catalog.findObject(link.targets().getFirst()))
                    .orElse(null);
            if (here == null) {
                return;
            }
            ways.computeIfAbsent(here.name(), _ -> new LinkedHashSet<>())
                    .add(new Way(object.name(), String.join(".", steps.subList(0, i + 1))));
        }
    }

    private void follow(String tenant, Way way, List<String> ids, String cause) {
        Actor actor = access.systemActor(tenant, "scores");
        for (int from = 0; from < ids.size(); from += ASKED) {
            List<String> quoted = ids.subList(from, Math.min(ids.size(), from + ASKED)).stream()
                    .map(Expressions::quote)
                    .toList();
            var scored = new ArrayList<String>();
            ListRequest request = ListRequest.of(way.links() + " IN (" + String.join(", ", quoted) + ")", CHUNK);
            records.stream(actor, way.object(), request.withFields(List.of("id")), (RecordView record) -> {
                scored.add(record.id());
                if (scored.size() == CHUNK) {
                    records.recalculateFormulas(actor, way.object(), List.copyOf(scored), cause);
                    scored.clear();
                }
                return true;
            });
            if (!scored.isEmpty()) {
                records.recalculateFormulas(actor, way.object(), scored, cause);
            }
        }
    }

    @Override
    public void published(Realm realm, CatalogDiff diff) {
        Set<String> objects = new LinkedHashSet<>();
        for (CatalogDiff.Change change : diff.changes()) {
            String element = change.element();
            if (element.startsWith("scores/") && change.action() != CatalogDiff.Action.REMOVE) {
                scores.find(realm.tenant(), realm.catalog(), element.substring("scores/".length()))
                        .ifPresent(score -> objects.add(score.definition().object()));
            }
        }
        Actor actor = access.systemActor(realm.tenant(), "scores");
        for (String object : objects) {
            if (records.count(actor, object, null) > 0) {
                String id = Jobs.nextId("job");
                jobs.draft(
                        actor,
                        id,
                        "recalculate",
                        Map.of("object", object, "catalog", realm.catalog().version()));
                jobs.start(realm.tenant(), id);
            }
        }
    }
}
