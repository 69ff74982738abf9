package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemTexts;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.query.AggregateRequest;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.StoredRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * What {@link RecordService} does, for callers who want JSON: the same read and write paths, with answers spliced from stored
 * bytes instead of maps of values.
 */
@Component
final class JsonRecords {
    private static final String BASE = "/api/v1/records/";

    private final Catalogs catalogs;
    private final Writer writer;
    private final BulkWriter bulk;
    private final Remover remover;
    private final Reader reader;
    private final HistoryReader histories;
    private final DecisionReader decisions;

    JsonRecords(
            Catalogs catalogs,
            Writer writer,
            BulkWriter bulk,
            Remover remover,
            Reader reader,
            HistoryReader histories,
            DecisionReader decisions) {
        this.decisions = decisions;
        this.catalogs = catalogs;
        this.writer = writer;
        this.bulk = bulk;
        this.remover = remover;
        this.reader = reader;
        this.histories = histories;
    }

    JsonAnswer create(Actor actor, String name, Map<String, Object> values) {
        Realm realm = DefaultRecordService.realm(catalogs, actor);
        CatalogObject object = DefaultRecordService.object(realm, name);
        StoredRecord record = save(actor, realm, Change.create(name, values));
        return JsonAnswer.record(
                201,
                reader.json(actor, realm, object, record),
                record.version(),
                BASE + object.name() + "/" + record.id());
    }

    JsonAnswer update(Actor actor, String name, String id, Map<String, Object> values, Long expectedVersion) {
        Realm realm = DefaultRecordService.realm(catalogs, actor);
        CatalogObject object = DefaultRecordService.object(realm, name);
        StoredRecord record = save(actor, realm, Change.update(name, id, values, expectedVersion));
        return answer(actor, realm, object, record);
    }

    private StoredRecord save(Actor actor, Realm realm, Change change) {
        return writer.save(actor, realm, List.of(Writer.Intent.of(change)))
                .getFirst()
                .result();
    }

    private JsonAnswer answer(Actor actor, Realm realm, CatalogObject object, StoredRecord record) {
        return JsonAnswer.record(200, reader.json(actor, realm, object, record), record.version(), null);
    }

    /** @param asOf the moment the record is wanted of; null for now */
    JsonAnswer get(Actor actor, String name, String id, Instant asOf) {
        Realm realm = DefaultRecordService.realm(catalogs, actor);
        CatalogObject object = DefaultRecordService.object(realm, name);
        if (asOf != null) {
            StoredRecord then = reader.getAsOf(actor, realm, object, id, asOf);
            return JsonAnswer.ok(reader.json(actor, realm, object, then, asOf));
        }
        return answer(
                actor,
                realm,
                object,
                reader.find(actor, realm, object, id).orElseThrow(() -> WriteChecks.notFound(object, id)));
    }

    JsonAnswer restore(Actor actor, String name, String id) {
        Realm realm = DefaultRecordService.realm(catalogs, actor);
        CatalogObject object = DefaultRecordService.object(realm, name);
        return answer(actor, realm, object, remover.restore(actor, realm, object, id).stored);
    }

    JsonAnswer list(Actor actor, String name, ListRequest request) {
        Realm realm = DefaultRecordService.realm(catalogs, actor);
        return JsonAnswer.ok(reader.list(actor, realm, DefaultRecordService.object(realm, name), request));
    }

    JsonAnswer aggregate(Actor actor, String name, AggregateRequest request) {
        Realm realm = DefaultRecordService.realm(catalogs, actor);
        return JsonAnswer.ok(reader.aggregateJson(actor, realm, DefaultRecordService.object(realm, name), request));
    }

    JsonAnswer history(Actor actor, String name, String id, HistoryRequest request) {
        Realm realm = DefaultRecordService.realm(catalogs, actor);
        return JsonAnswer.ok(histories.json(actor, realm, DefaultRecordService.object(realm, name), id, request));
    }

    JsonAnswer decisions(Actor actor, String name, String id, Requests.Page page) {
        Realm realm = DefaultRecordService.realm(catalogs, actor);
        CatalogObject object = DefaultRecordService.object(realm, name);
        return JsonAnswer.ok(decisions.json(actor, realm, object, id, page.size(), page.before()));
    }

    /** {@code {"results":[…],"created":n,"updated":n,"deleted":n,"failed":n}}, problems in the caller's language. */
    JsonAnswer bulk(
            Actor actor,
            String name,
            BulkOperation operation,
            String key,
            List<Map<String, Object>> rows,
            boolean allOrNothing,
            String locale) {
        Realm realm = DefaultRecordService.realm(catalogs, actor);
        List<BulkResult> results = bulk.run(
                actor.via("bulk:" + actor.via()),
                realm,
                DefaultRecordService.object(realm, name),
                operation,
                key,
                rows,
                allOrNothing);
        var out = new JsonOut(64 + results.size() * 80).raw("{\"results\":[");
        int created = 0;
        int updated = 0;
        int deleted = 0;
        int failed = 0;
        for (int i = 0; i < results.size(); i++) {
            BulkResult result = results.get(i);
            switch (result.status()) {
                case 201 -> created++;
                case 200 -> updated++;
                case 204 -> deleted++;
                default -> failed++;
            }
            out.raw(i == 0 ? "{\"status\":" : ",{\"status\":").whole(result.status());
            out.raw(",\"id\":").value(result.id());
            if (result.version() > 0) {
                out.raw(",\"version\":").whole(result.version());
            }
            if (result.failed()) {
                int row = i;
                out.raw(",\"problems\":")
                        .value(ProblemTexts.describe(
                                result.problems().stream()
                                        .map(problem -> problem.under("/records/" + row))
                                        .toList(),
                                locale));
            }
            out.raw('}');
        }
        out.raw("],\"created\":").whole(created);
        out.raw(",\"updated\":").whole(updated);
        out.raw(",\"deleted\":").whole(deleted);
        out.raw(",\"failed\":").whole(failed).raw('}');
        return JsonAnswer.ok(out);
    }

    void delete(Actor actor, String name, String id, Long expectedVersion) {
        Realm realm = DefaultRecordService.realm(catalogs, actor);
        remover.delete(actor, realm, DefaultRecordService.object(realm, name), id, expectedVersion);
    }

    void purge(Actor actor, String name, String id) {
        Realm realm = DefaultRecordService.realm(catalogs, actor);
        remover.purge(actor, realm, DefaultRecordService.object(realm, name), id);
    }
}
