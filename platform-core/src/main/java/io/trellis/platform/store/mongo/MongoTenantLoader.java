package io.trellis.platform.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteManyModel;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.TenantLoader;
import io.trellis.platform.store.TenantSnapshot.Counter;
import io.trellis.platform.store.TenantSnapshot.HistoryEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;

/** Loads by transactions of its own, so that it goes along with other tenants' work. */
final class MongoTenantLoader implements TenantLoader {
    /** Places of loaded changes lie below all that events will ever count to. */
    private static final long FIRST_LOADED = -(1L << 52);

    private static final int ANNOUNCED_AT_ONCE = 2_000;

    private final Database database;
    private final Layouts layouts;
    private final UniqueKeys keys;
    private final Changes changes;
    private final Counters counters;
    private final Runnable wake;

    /** @param wake tells listeners that there are events */
    MongoTenantLoader(
            Database database, Layouts layouts, UniqueKeys keys, Changes changes, Counters counters, Runnable wake) {
        this.database = database;
        this.layouts = layouts;
        this.keys = keys;
        this.changes = changes;
        this.counters = counters;
        this.wake = wake;
    }

    @Override
    public void putRecords(Realm realm, String object, List<StoredRecord> records) {
        CatalogObject definition = realm.catalog().getObject(object);
        Layout layout = layouts.get(realm, object);
        Map<String, BsonDocument> documents = new HashMap<>();
        records.forEach(record ->
                documents.put(record.id(), Row.write(layout, record, RecordDocument.decode(definition, record.doc()))));
        try {
            replace(layout, documents.keySet(), documents);
        } catch (UniqueKeys.Taken taken) {
            throw new StoreException.DuplicateKey(object, taken.owner.id(), layout.fieldsOf(taken.key));
        }
    }

    @Override
    public void removeRecords(Realm realm, String object, Collection<String> ids) {
        replace(layouts.get(realm, object), ids, Map.of());
    }

    /** @param documents those of the ids that are there afterwards */
    private void replace(Layout layout, Collection<String> ids, Map<String, BsonDocument> documents) {
        if (ids.isEmpty()) {
            return;
        }
        MongoCollection<BsonDocument> records = database.collection(layout.collection());
        database.transact(session -> {
            Map<String, BsonDocument> present = new HashMap<>();
            session.find(records, Lists.many(layout, ids))
                    .forEach(found -> present.put(found.getString("id").getValue(), found));
            UniqueKeys.Batch batch = keys.batch();
            List<WriteModel<BsonDocument>> writes = new ArrayList<>(ids.size());
            for (String id : ids) {
                BsonDocument document = documents.get(id);
                var owner = new UniqueKeys.Owner(layout, id);
                batch.change(owner, UniqueKeys.of(layout, present.get(id)), UniqueKeys.of(layout, document));
                BsonDocument filter = Lists.one(layout, id);
                writes.add(
                        document == null
                                ? new DeleteOneModel<>(filter)
                                : new ReplaceOneModel<>(filter, document, new ReplaceOptions().upsert(true)));
            }
            session.write(records, writes, new BulkWriteOptions().ordered(false));
            batch.write(session);
            return null;
        });
    }

    @Override
    public void putHistory(Realm realm, List<HistoryEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        List<WriteModel<BsonDocument>> writes = new ArrayList<>(entries.size());
        for (HistoryEntry entry : entries) {
            var id = new BsonDocument("tenant", new BsonString(realm.tenant()))
                    .append("record", new BsonString(entry.record()))
                    .append("ordinal", new BsonInt64(entry.ordinal()));
            BsonDocument document = new BsonDocument("_id", id)
                    .append("tenant", id.get("tenant"))
                    .append("record", id.get("record"))
                    .append(Changes.POSITION, new BsonInt64(FIRST_LOADED + entry.ordinal()));
            document.putAll(
                    Changes.content(entry.entry().version(), entry.entry().change()));
            writes.add(new ReplaceOneModel<>(
                    new BsonDocument("_id", id).append("tenant", id.get("tenant")),
                    document,
                    new ReplaceOptions().upsert(true)));
        }
        database.transact(
                session -> session.write(changes.collection(), writes, new BulkWriteOptions().ordered(false)));
    }

    @Override
    public void removeHistory(Realm realm, Collection<String> records) {
        var in = new BsonArray();
        records.forEach(record -> in.add(new BsonString(record)));
        var filter = new BsonDocument("tenant", new BsonString(realm.tenant()))
                .append("record", new BsonDocument("$in", in));
        database.transact(session -> session.write(
                changes.collection(), List.of(new DeleteManyModel<BsonDocument>(filter)), new BulkWriteOptions()));
    }

    @Override
    public void putCounters(String tenant, List<Counter> values) {
        if (!values.isEmpty()) {
            database.transact(session -> {
                counters.set(session, tenant, values);
                return null;
            });
        }
    }

    @Override
    public void removeCounters(String tenant, Collection<String> names) {
        if (!names.isEmpty()) {
            database.transact(session -> {
                counters.remove(session, tenant, names);
                return null;
            });
        }
    }

    @Override
    public void announce(Realm realm, String object) {
        Layout layout = layouts.get(realm, object);
        MongoCollection<BsonDocument> records = database.collection(layout.collection());
        String last = "";
        while (last != null) {
            BsonDocument filter =
                    Lists.base(realm.tenant(), true).append("id", new BsonDocument("$gt", new BsonString(last)));
            List<BsonDocument> found = Lists.reading(() -> records.find(filter)
                    .sort(new BsonDocument("id", new BsonInt32(1)))
                    .limit(ANNOUNCED_AT_ONCE)
                    .projection(Row.projection())
                    .into(new ArrayList<>()));
            Changes.Stamps stamps = changes.stamps(found.size());
            List<InsertOneModel<BsonDocument>> events = new ArrayList<>(found.size());
            for (int i = 0; i < found.size(); i++) {
                events.add(
                        new InsertOneModel<>(changes.announcement(realm.tenant(), object, found.get(i), stamps.at(i))));
            }
            if (!events.isEmpty()) {
                database.transact(session -> {
                    changes.insert(session, events);
                    return null;
                });
            }
            wake.run();
            last = found.size() < ANNOUNCED_AT_ONCE
                    ? null
                    : found.getLast().getString("id").getValue();
        }
    }

    /** A tenant's name is in all that it has, which is too much to be changed in one step. */
    @Override
    public boolean replacesTenants() {
        return false;
    }

    @Override
    public boolean replaceTenant(String by, String replaced) {
        return false;
    }
}
