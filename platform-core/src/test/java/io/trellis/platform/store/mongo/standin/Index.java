package io.trellis.platform.store.mongo.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** A secondary index: entries of every version that is kept, so whatever is found must be looked at once more. */
final class Index {
    /** @param side -1 or 1 for a bound before or after all entries that begin like it, 0 for an entry */
    record Entry(List<BsonValue> key, Chain chain, int side) {}

    final BsonDocument spec;
    final List<String> fields;
    final boolean unique;
    final BsonDocument partial;
    private final Matcher partialMatcher;
    private final TreeSet<Entry> entries = new TreeSet<>(Index::order);

    Index(BsonDocument spec) {
        for (String option : spec.keySet()) {
            if (!java.util.Set.of("key", "name", "unique", "partialFilterExpression", "v", "background")
                    .contains(option)) {
                throw Fault.unknown("the index option " + option);
            }
        }
        this.spec = spec;
        fields = List.copyOf(spec.getDocument("key").keySet());
        unique = Values.truth(spec.get("unique", BsonBoolean.FALSE));
        partial = spec.getDocument("partialFilterExpression", new BsonDocument());
        partialMatcher = new Matcher(partial, Map.of());
    }

    String name() {
        return spec.getString("name").getValue();
    }

    private static int order(Entry a, Entry b) {
        for (int i = 0; i < Math.min(a.key.size(), b.key.size()); i++) {
            int order = Values.compare(a.key.get(i), b.key.get(i));
            if (order != 0) {
                return order;
            }
        }
        if (a.key.size() != b.key.size()) {
            return a.key.size() < b.key.size() ? a.side : -b.side;
        }
        if (a.side != 0 || b.side != 0) {
            return Integer.compare(a.side, b.side);
        }
        return Values.compare(a.chain.id, b.chain.id);
    }

    /** The keys a document has in this index: one, or one for each element of an array. */
    List<List<BsonValue>> keys(BsonDocument document) {
        List<List<BsonValue>> keys = new ArrayList<>();
        if (document == null || !partialMatcher.matches(document)) {
            return keys;
        }
        keys.add(new ArrayList<>());
        for (String field : fields) {
            List<BsonValue> values = Paths.all(document, field);
            List<BsonValue> opened = new ArrayList<>();
            values.forEach(value -> {
                if (value instanceof BsonArray array) {
                    opened.addAll(array);
                } else {
                    opened.add(value);
                }
            });
            if (opened.isEmpty()) {
                opened.add(Values.NULL);
            }
            List<List<BsonValue>> next = new ArrayList<>();
            for (List<BsonValue> key : keys) {
                for (BsonValue value : opened) {
                    List<BsonValue> longer = new ArrayList<>(key);
                    longer.add(value);
                    next.add(longer);
                }
            }
            keys = next;
        }
        return keys;
    }

    void add(Chain chain, BsonDocument document) {
        keys(document).forEach(key -> entries.add(new Entry(key, chain, 0)));
    }

    /** Forgets the keys of a version that is no longer kept, unless another version has them. */
    void remove(Chain chain, BsonDocument document) {
        for (List<BsonValue> key : keys(document)) {
            var entry = new Entry(key, chain, 0);
            boolean needed = chain.versions.stream()
                    .flatMap(version -> keys(version.document()).stream())
                    .anyMatch(other -> order(entry, new Entry(other, chain, 0)) == 0);
            if (!needed) {
                entries.remove(entry);
            }
        }
    }

    NavigableSet<Entry> range(List<BsonValue> from, int fromSide, List<BsonValue> to, int toSide) {
        return order(new Entry(from, null, fromSide), new Entry(to, null, toSide)) >= 0
                ? new TreeSet<>(Index::order)
                : entries.subSet(new Entry(from, null, fromSide), true, new Entry(to, null, toSide), true);
    }
}
