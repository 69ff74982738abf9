package io.trellis.platform.store.mongo.standin;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** A collection. Guarded by the engine's lock. */
final class Table {
    final String namespace;
    final TreeMap<BsonValue, Chain> rows = new TreeMap<>(Values::compare);
    final List<Index> indexes = new ArrayList<>();

    Table(String namespace) {
        this.namespace = namespace;
    }

    /** Adds an index and fills it; does nothing when there is one of the name. */
    void add(Index index, long now) {
        if (indexes.stream().anyMatch(one -> one.name().equals(index.name()))) {
            return;
        }
        for (Chain chain : rows.values()) {
            BsonDocument document = chain.at(now);
            if (index.unique && document != null) {
                refuseTaken(index, chain, document, now);
            }
            chain.versions.forEach(version -> index.add(chain, version.document()));
        }
        indexes.add(index);
    }

    private void refuseTaken(Index index, Chain chain, BsonDocument document, long now) {
        for (List<BsonValue> key : index.keys(document)) {
            for (Index.Entry entry : index.range(key, -1, key, 1)) {
                if (entry.chain() != chain && index.keys(entry.chain().at(now)).contains(key)) {
                    throw Fault.duplicate(namespace, index.name(), named(index, key));
                }
            }
        }
    }

    static BsonDocument named(Index index, List<BsonValue> key) {
        var named = new BsonDocument();
        for (int i = 0; i < key.size(); i++) {
            named.put(index.fields.get(i), key.get(i));
        }
        return named;
    }

    void push(Chain chain, long at, BsonDocument document, long oldestReader) {
        chain.versions.addFirst(new Chain.Version(at, document));
        indexes.forEach(index -> index.add(chain, document));
        prune(chain, oldestReader);
    }

    /** Drops the versions that nobody can read any more. */
    private void prune(Chain chain, long oldestReader) {
        List<Chain.Version> dropped = new ArrayList<>();
        boolean covered = false;
        for (Iterator<Chain.Version> all = chain.versions.iterator(); all.hasNext(); ) {
            Chain.Version version = all.next();
            if (covered) {
                dropped.add(version);
                all.remove();
            }
            covered |= version.at() <= oldestReader;
        }
        dropped.forEach(version -> indexes.forEach(index -> index.remove(chain, version.document())));
        if (chain.versions.size() == 1 && chain.versions.getFirst().document() == null && covered) {
            rows.remove(chain.id);
        }
    }
}
