package io.trellis.platform.store.mongo.standin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Writes that nobody else sees yet, over what was committed when it began. Guarded by the engine's lock. */
final class Transaction {
    final long snapshot;
    final long number;
    final long startedNanos = System.nanoTime();
    final Map<Table, TreeMap<BsonValue, Optional<BsonDocument>>> writes = new LinkedHashMap<>();
    boolean over;

    Transaction(long snapshot, long number) {
        this.snapshot = snapshot;
        this.number = number;
    }

    /** What it wrote into a table: empty where it deleted; null when it wrote nothing there. */
    TreeMap<BsonValue, Optional<BsonDocument>> in(Table table) {
        return writes.get(table);
    }

    void put(Table table, BsonValue id, BsonDocument document) {
        writes.computeIfAbsent(table, _ -> new TreeMap<>(Values::compare)).put(id, Optional.ofNullable(document));
    }
}
