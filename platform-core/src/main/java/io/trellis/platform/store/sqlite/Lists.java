package io.trellis.platform.store.sqlite;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads records: one, many, pages, counts, streams. */
final class Lists {
    private static final int MOST = 10_000;

    /** A total that was counted faster than this is counted again rather than kept. */
    private volatile long worthKeeping = 300_000;

    private final Schema schema;
    private final Readers readers;

    private final IndexAdvisor advisor;
    private final Counts counts;

    Lists(Schema schema, Readers readers, IndexAdvisor advisor, Counts counts) {
        this.counts = counts;
        this.schema = schema;
        this.readers = readers;
        this.advisor = advisor;
    }

    Optional<StoredRecord> find(Realm realm, String object, String id) {
        Table table = schema.get(realm, object);
        return readers.read(session -> {
            PreparedStatement statement =
                    session.prepare("SELECT " + Rows.COLUMNS + " FROM " + table.name() + " AS t WHERE t.id = ?");
            statement.setString(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(Rows.read(rows)) : Optional.empty();
            }
        });
    }

    List<StoredRecord> findAll(Realm realm, String object, Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Table table = schema.get(realm, object);
        var sql = new Sql().add("SELECT " + Rows.COLUMNS + " FROM " + table.name() + " AS t WHERE ");
        new Leaf.In(List.copyOf(ids)).write(sql, "t.id", Shape.LINK);
        return readers.read(session -> records(session, sql, Integer.MAX_VALUE));
    }

    private static List<StoredRecord> records(Session session, Sql sql, int most) throws SQLException {
        PreparedStatement statement = session.prepare(sql.text());
        Cells.bindAll(statement, sql.cells());
        List<StoredRecord> records = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (records.size() < most && rows.next()) {
                records.add(Rows.read(rows));
            }
        }
        return records;
    }

    RecordQuery.Page list(Realm realm, String object, RecordQuery query) {
        if (query.size() < 1 || query.size() > MOST || query.offset() < 0) {
            throw new IllegalArgumentException("size must be 1 to " + MOST + " and offset not below 0");
        }
        if (query.after() != null && query.offset() > 0) {
            throw new IllegalArgumentException("after and offset exclude each other");
        }
        var scope = new Scope(schema, realm, object);
        var order = new Ordering(scope, query.sort());
        Sql where = where(scope, query.filter(), query.deleted());
        List<Sql> parts = new ArrayList<>();
        if (query.after() == null) {
            parts.add(select(scope, order, where, query));
        } else {
            for (Sql rest : order.after(query.after())) {
                parts.add(select(scope, order, new Sql().add(where).add(" AND ").add(rest), query));
            }
        }
        return readers.read(session -> {
            long start = IndexAdvisor.clock();
            RecordQuery.Page page = page(session, parts, order, query.size());
            advisor.listed(scope, query, start);
            return page;
        });
    }

    private static Sql select(Scope scope, Ordering order, Sql where, RecordQuery query) {
        var sql = new Sql()
                .add("SELECT " + Rows.COLUMNS + order.columns() + scope.from())
                .add(where)
                .add(" ORDER BY " + order.sql() + " LIMIT ")
                .value((long) query.size() + 1);
        if (query.offset() > 0) {
            sql.add(" OFFSET ").value((long) query.offset());
        }
        return sql;
    }

    /** Reads one part after the other until the page is full, and one record on to know whether there is another page. */
    private static RecordQuery.Page page(Session session, List<Sql> parts, Ordering order, int size)
            throws SQLException {
        List<StoredRecord> records = new ArrayList<>(Math.min(size, 200));
        String cursor = null;
        for (Sql sql : parts) {
            PreparedStatement statement = session.prepare(sql.text());
            Cells.bindAll(statement, sql.cells());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (records.size() == size) {
                        return new RecordQuery.Page(records, cursor);
                    }
                    StoredRecord record = Rows.read(rows);
                    records.add(record);
                    if (records.size() == size) {
                        cursor = order.cursor(rows, record.id());
                    }
                }
            }
        }
        return new RecordQuery.Page(records, null);
    }

    long count(Realm realm, String object, Predicate filter, boolean deleted) {
        var scope = new Scope(schema, realm, object);
        Sql where = where(scope, filter, deleted);
        if (scope.isRemote()) {
            var sql = new Sql().add("SELECT count(*)" + scope.from()).add(where);
            return readers.read(session -> counted(session, sql, new long[1])[0]);
        }
        Counts.Stamp now = counts.stamp(scope.table.no, scope.asked());
        Counts.Total known = counts.find(new Sql().add(scope.from()).add(where), now);
        if (known != null && known.stamp().equals(now)) {
            return known.count();
        }
        return readers.read(session ->
                known == null ? count(session, scope, where, now) : countOn(session, scope, where, now, known));
    }

    private long count(Session session, Scope scope, Sql where, Counts.Stamp now) throws SQLException {
        long start = IndexAdvisor.clock();
        long[] found = counted(session, counting(scope).add(where), new long[2]);
        if (IndexAdvisor.clock() - start > worthKeeping) {
            counts.keep(new Sql().add(scope.from()).add(where), new Counts.Total(now, found[0], found[1]));
        }
        return found[0];
    }

    /** Counts only the rows that came after the known total's last one. */
    private long countOn(Session session, Scope scope, Sql where, Counts.Stamp now, Counts.Total known)
            throws SQLException {
        Sql sql = counting(scope)
                .add(" NOT INDEXED")
                .add(where)
                .add(" AND t.rowid > ")
                .value(known.lastRow());
        long[] found = counted(session, sql, new long[2]);
        long total = known.count() + found[0];
        counts.keep(new Sql().add(scope.from()).add(where), new Counts.Total(now, total, found[1]));
        return total;
    }

    /** The total and the table's last row, from one snapshot. */
    private static Sql counting(Scope scope) {
        return new Sql().add("SELECT count(*), (SELECT max(rowid) FROM " + scope.table.name() + ")" + scope.from());
    }

    private static long[] counted(Session session, Sql sql, long[] numbers) throws SQLException {
        PreparedStatement statement = session.prepare(sql.text());
        Cells.bindAll(statement, sql.cells());
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = rows.getLong(i + 1);
            }
        }
        return numbers;
    }

    /** For tests: what is worth keeping must not depend on the machine. */
    void keepCountsFrom(long nanos) {
        worthKeeping = nanos;
    }

    void scan(Realm realm, String object, Predicate filter, RecordStore.Visitor visitor) {
        var scope = new Scope(schema, realm, object);
        Sql where = where(scope, filter, false);
        var sql = new Sql()
                .add("SELECT " + Rows.COLUMNS + scope.from())
                .add(where)
                .add(" ORDER BY t.id");
        readers.readLong(session -> {
            PreparedStatement statement = session.prepare(sql.text());
            Cells.bindAll(statement, sql.cells());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next() && visitor.visit(Rows.read(rows))) {
                    // the visitor did the work
                }
            }
            return null;
        });
    }

    /** {@code WHERE} with live or deleted records only, and the filter. */
    static Sql where(Scope scope, Predicate filter, boolean deleted) {
        scope.asks("t", "deleted_at");
        var sql = new Sql().add(deleted ? " WHERE t.deleted_at IS NOT NULL" : " WHERE t.deleted_at IS NULL");
        if (!(filter instanceof Predicate.All)) {
            sql.add(" AND ");
            new Conditions(scope).write(sql, filter);
        }
        return sql;
    }

    static CatalogObject object(Realm realm, String name) {
        return realm.catalog().getObject(name);
    }
}
