package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.query.AggregateRequest;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.StoredRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;

/** The door itself: pins the catalog for the call, finds the object and hands on to the write or the read path. */
@Service
final class DefaultRecordService implements RecordService {
    private final Catalogs catalogs;
    private final Writer writer;
    private final BulkWriter bulk;
    private final Remover remover;
    private final Reader reader;
    private final HistoryReader histories;
    private final Recalculator recalculator;

    DefaultRecordService(
            Catalogs catalogs,
            Writer writer,
            BulkWriter bulk,
            Remover remover,
            Reader reader,
            HistoryReader histories,
            Recalculator recalculator) {
        this.recalculator = recalculator;
        this.catalogs = catalogs;
        this.writer = writer;
        this.bulk = bulk;
        this.remover = remover;
        this.reader = reader;
        this.histories = histories;
    }

    static Realm realm(Catalogs catalogs, Actor actor) {
        return new Realm(actor.tenant(), catalogs.current(actor.tenant()));
    }

    static CatalogObject object(Realm realm, String name) {
        return realm.catalog().findObject(name).orElseThrow(() -> ProblemException.notFound("object", name));
    }

    private Realm realm(Actor actor) {
        return realm(catalogs, actor);
    }

    @Override
    public RecordView create(Actor actor, String object, Map<String, Object> values) {
        return save(actor, Change.create(object, values));
    }

    @Override
    public RecordView update(Actor actor, String object, String id, Map<String, Object> changes, Long expectedVersion) {
        return save(actor, Change.update(object, id, changes, expectedVersion));
    }

    private RecordView save(Actor actor, Change change) {
        return saveAll(actor, List.of(change)).getFirst();
    }

    @Override
    public List<RecordView> saveAll(Actor actor, List<Change> changes) {
        return writer
                .save(
                        actor,
                        realm(actor),
                        changes.stream().map(Writer.Intent::of).toList())
                .stream()
                .map(draft -> Reader.view(actor, draft.object, draft.result(), Set.of()))
                .toList();
    }

    @Override
    public List<BulkResult> bulk(
            Actor actor,
            String object,
            BulkOperation operation,
            String key,
            List<Map<String, Object>> rows,
            boolean allOrNothing) {
        Realm realm = realm(actor);
        return bulk.run(actor, realm, object(realm, object), operation, key, rows, allOrNothing);
    }

    @Override
    public void delete(Actor actor, String object, String id, Long expectedVersion) {
        Realm realm = realm(actor);
        remover.delete(actor, realm, object(realm, object), id, expectedVersion);
    }

    @Override
    public RecordView restore(Actor actor, String object, String id) {
        Realm realm = realm(actor);
        StoredRecord record = remover.restore(actor, realm, object(realm, object), id).stored;
        return Reader.view(actor, object(realm, object), record, Set.of());
    }

    @Override
    public void purge(Actor actor, String object, String id) {
        Realm realm = realm(actor);
        remover.purge(actor, realm, object(realm, object), id);
    }

    @Override
    public RecordView attach(Actor actor, String object, String id, String file) {
        return attachment(actor, object, id, new FileSteps.Attachment(file, true));
    }

    @Override
    public RecordView detach(Actor actor, String object, String id, String file) {
        return attachment(actor, object, id, new FileSteps.Attachment(file, false));
    }

    private RecordView attachment(Actor actor, String object, String id, FileSteps.Attachment attachment) {
        var intent = new Writer.Intent(Change.update(object, id, Map.of()), attachment);
        Draft draft = writer.save(actor, realm(actor), List.of(intent)).getFirst();
        return Reader.view(actor, draft.object, draft.result(), Set.of());
    }

    @Override
    public Optional<RecordView> find(Actor actor, String object, String id) {
        Realm realm = realm(actor);
        CatalogObject found = object(realm, object);
        return reader.find(actor, realm, found, id).map(record -> Reader.view(actor, found, record, Set.of()));
    }

    @Override
    public Optional<RecordView> findEvenDeleted(Actor actor, String object, String id) {
        Realm realm = realm(actor);
        CatalogObject found = object(realm, object);
        return reader.findAny(actor, realm, found, id).map(record -> Reader.view(actor, found, record, Set.of()));
    }

    @Override
    public RecordView get(Actor actor, String object, String id) {
        return find(actor, object, id).orElseThrow(() -> ProblemException.notFound("record", id));
    }

    @Override
    public RecordView getAsOf(Actor actor, String object, String id, Instant moment) {
        Realm realm = realm(actor);
        CatalogObject found = object(realm, object);
        return Reader.view(actor, found, reader.getAsOf(actor, realm, found, id, moment), Set.of());
    }

    @Override
    public List<RecordView> findAll(Actor actor, String object, Collection<String> ids, Collection<String> fields) {
        Realm realm = realm(actor);
        return reader.findAll(actor, realm, object(realm, object), ids, Set.copyOf(fields));
    }

    @Override
    public RecordPage list(Actor actor, String object, ListRequest request) {
        Realm realm = realm(actor);
        return reader.views(actor, realm, object(realm, object), request);
    }

    @Override
    public void stream(Actor actor, String object, ListRequest request, Predicate<RecordView> visitor) {
        Realm realm = realm(actor);
        reader.stream(actor, realm, object(realm, object), request, visitor);
    }

    @Override
    public long count(Actor actor, String object, String filter) {
        Realm realm = realm(actor);
        return reader.count(actor, realm, object(realm, object), filter);
    }

    @Override
    public List<Map<String, Object>> aggregate(Actor actor, String object, AggregateRequest request) {
        Realm realm = realm(actor);
        return reader.aggregate(actor, realm, object(realm, object), request).rows();
    }

    @Override
    public HistoryPage history(Actor actor, String object, String id, HistoryRequest request) {
        Realm realm = realm(actor);
        return histories.read(actor, realm, object(realm, object), id, request);
    }

    @Override
    public Map<String, String> names(Actor actor, Collection<String> ids) {
        return reader.names(actor, realm(actor), ids);
    }

    @Override
    public Recalculated recalculate(Actor actor, String object, String after, int size, boolean dryRun) {
        Realm realm = realm(actor);
        return recalculator.page(actor, realm, object(realm, object), after, size, dryRun);
    }

    @Override
    public Recalculated recalculateFormulas(Actor actor, String object, Collection<String> ids, String cause) {
        Realm realm = realm(actor);
        return recalculator.formulas(actor, realm, object(realm, object), ids, cause);
    }
}
