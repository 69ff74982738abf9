package io.trellis.platform.store.sqlite;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.TenantLoader;
import io.trellis.platform.store.TenantSnapshot.Counter;
import io.trellis.platform.store.TenantSnapshot.HistoryEntry;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Loads through the one writer thread, each call a unit of it, so that it goes along with other tenants' work. */
final class SqliteTenantLoader implements TenantLoader {
    /** Places of loaded changes lie below all that the outbox will ever count to. */
    private static final long FIRST_LOADED = -(1L << 52);

    private static final int ANNOUNCED_AT_ONCE = 5_000;

    private final Schema schema;
    private final GroupCommit writer;
    private final Outbox outbox;
    private final Counts counts;
    private final Runnable wake;

    /** @param wake tells listeners that there are events */
    SqliteTenantLoader(Schema schema, GroupCommit writer, Outbox outbox, Counts counts, Runnable wake) {
        this.schema = schema;
        this.writer = writer;
        this.outbox = outbox;
        this.counts = counts;
        this.wake = wake;
    }

    @Override
    public void putRecords(Realm realm, String object, List<StoredRecord> records) {
        CatalogObject definition = realm.catalog().getObject(object);
        Table table = schema.get(realm, object);
        List<Object[]> cells = new ArrayList<>(records.size());
        records.forEach(
                record -> cells.add(RecordWrites.cells(table, RecordDocument.decode(definition, record.doc()))));
        run(table, session -> {
            for (int i = 0; i < records.size(); i++) {
                StoredRecord record = records.get(i);
                remove(session, table, record.id());
                try {
                    RecordWrites.insert(session, table, record, cells.get(i));
                } catch (SQLException failure) {
                    throw new StoreException.DuplicateKey(
                            object,
                            record.id(),
                            Failures.duplicateColumns(failure).orElseThrow(() -> failure).stream()
                                    .map(table::fieldOf)
                                    .toList());
                }
            }
        });
    }

    @Override
    public void removeRecords(Realm realm, String object, Collection<String> ids) {
        Table table = schema.get(realm, object);
        run(table, session -> {
            for (String id : ids) {
                remove(session, table, id);
            }
        });
    }

    private static void remove(Session session, Table table, String id) throws SQLException {
        execute(session, "DELETE FROM " + table.name() + " WHERE id = ?", id);
    }

    @Override
    public void putHistory(Realm realm, List<HistoryEntry> entries) {
        String changes = changesOf(realm);
        run(null, session -> {
            for (HistoryEntry entry : entries) {
                Commit.Change change = entry.entry().change();
                execute(
                        session,
                        "INSERT OR REPLACE INTO " + changes
                                + " (record, seq, version, kind, at, by, via, fields) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        entry.record(),
                        FIRST_LOADED + entry.ordinal(),
                        entry.entry().version(),
                        change.kind(),
                        change.at(),
                        change.by(),
                        change.via(),
                        change.fields());
            }
        });
    }

    @Override
    public void removeHistory(Realm realm, Collection<String> records) {
        String changes = changesOf(realm);
        run(null, session -> {
            for (String record : records) {
                execute(session, "DELETE FROM " + changes + " WHERE record = ?", record);
            }
        });
    }

    /** The tenant's history table, which is there once any of its objects was prepared. */
    private String changesOf(Realm realm) {
        return realm.catalog().objects().stream()
                .map(object -> schema.find(realm, object))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No storage was prepared for " + realm.tenant()))
                .changesName();
    }

    @Override
    public void putCounters(String tenant, List<Counter> values) {
        run(null, session -> {
            for (Counter counter : values) {
                execute(
                        session,
                        "INSERT OR REPLACE INTO counters (tenant, name, value) VALUES (?, ?, ?)",
                        tenant,
                        counter.name(),
                        counter.value());
            }
        });
    }

    @Override
    public void removeCounters(String tenant, Collection<String> names) {
        run(null, session -> {
            for (String name : names) {
                execute(session, "DELETE FROM counters WHERE tenant = ? AND name = ?", tenant, name);
            }
        });
    }

    @Override
    public void announce(Realm realm, String object) {
        Table table = schema.get(realm, object);
        String[] last = {""};
        while (last[0] != null) {
            last[0] = GroupCommit.await(writer.submit(
                    session -> outbox.announce(session, realm.tenant(), table, object, last[0], ANNOUNCED_AT_ONCE)));
            wake.run();
        }
    }

    @Override
    public boolean replacesTenants() {
        return true;
    }

    @Override
    public boolean replaceTenant(String by, String replaced) {
        writer.runAlone(
                session -> {
                    TenantRemoval.run(session, replaced);
                    execute(session, "UPDATE store_tenants SET name = ? WHERE name = ?", replaced, by);
                    for (String table : List.of("documents", "counters", "outbox")) {
                        execute(session, "UPDATE " + table + " SET tenant = ? WHERE tenant = ?", replaced, by);
                    }
                    return null;
                },
                _ -> schema.handOver(by, replaced));
        return true;
    }

    /** Statements of one transaction. */
    private interface Statements {
        void run(Session session) throws SQLException;
    }

    /** @param table whose counted totals no longer hold afterwards, or null */
    private void run(Table table, Statements statements) {
        GroupCommit.await(writer.submit(
                session -> {
                    statements.run(session);
                    return null;
                },
                _ -> {
                    if (table != null) {
                        counts.changed(table.no);
                    }
                }));
    }

    private static void execute(Session session, String sql, Object... cells) throws SQLException {
        PreparedStatement statement = session.prepare(sql);
        Cells.bindAll(statement, java.util.Arrays.asList(cells));
        statement.executeUpdate();
    }
}
