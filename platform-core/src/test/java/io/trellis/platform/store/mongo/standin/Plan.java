package io.trellis.platform.store.mongo.standin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonRegularExpression;
import org.bson.BsonValue;

/** How the documents are found that a filter may match: by id, over an index, or all of them. */
final class Plan {
    private static final Set<String> RANGES = Set.of("$gt", "$gte", "$lt", "$lte");

    private final Table table;
    private final Map<String, BsonDocument> conditions = new HashMap<>();
    private Index index;
    private int prefix;

    Plan(Table table, BsonDocument filter) {
        this.table = table;
        collect(filter);
        int best = 0;
        for (Index one : table.indexes) {
            int equal = 0;
            while (equal < one.fields.size() && points(one.fields.get(equal)) != null) {
                equal++;
            }
            boolean ranged = equal < one.fields.size() && ranged(one.fields.get(equal));
            int worth = equal * 2 + (ranged ? 1 : 0);
            if (worth > best && implied(one.partial)) {
                best = worth;
                index = one;
                prefix = equal;
            }
        }
    }

    String describe() {
        return points("_id") != null ? "IDHACK" : index == null ? "COLLSCAN" : "IXSCAN " + index.name();
    }

    private void collect(BsonDocument filter) {
        filter.forEach((key, value) -> {
            if (key.equals("$and")) {
                value.asArray().forEach(part -> collect(part.asDocument()));
            } else if (!key.startsWith("$") && !(value instanceof BsonRegularExpression)) {
                boolean operators = value instanceof BsonDocument document
                        && !document.isEmpty()
                        && document.getFirstKey().startsWith("$");
                BsonDocument condition = operators ? value.asDocument() : new BsonDocument("$eq", value);
                conditions.computeIfAbsent(key, _ -> new BsonDocument()).putAll(condition);
            }
        });
    }

    /** The values a field must have one of, or null. */
    private List<BsonValue> points(String field) {
        BsonDocument condition = conditions.get(field);
        if (condition == null) {
            return null;
        }
        if (condition.containsKey("$eq") && !(condition.get("$eq") instanceof BsonArray)) {
            return List.of(condition.get("$eq"));
        }
        return condition.containsKey("$in") ? condition.getArray("$in") : null;
    }

    private boolean ranged(String field) {
        return conditions.containsKey(field)
                && conditions.get(field).keySet().stream().anyMatch(RANGES::contains);
    }

    private boolean implied(BsonDocument partial) {
        for (Map.Entry<String, BsonValue> entry : partial.entrySet()) {
            List<BsonValue> points = points(entry.getKey());
            boolean exists = entry.getValue() instanceof BsonDocument document && document.containsKey("$exists");
            boolean holds = exists
                    ? ranged(entry.getKey())
                            || points != null && points.stream().noneMatch(BsonValue::isNull)
                    : points != null && points.stream().allMatch(point -> Values.same(point, entry.getValue()));
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    /** The ids a document must have one of, or null. */
    List<BsonValue> ids() {
        return points("_id");
    }

    Collection<Chain> candidates() {
        List<BsonValue> ids = ids();
        if (ids != null) {
            Set<Chain> chains = new LinkedHashSet<>();
            for (BsonValue id : ids) {
                Chain chain = table.rows.get(id);
                if (chain != null) {
                    chains.add(chain);
                }
            }
            return chains;
        }
        if (index == null) {
            return table.rows.values();
        }
        Set<Chain> chains = new LinkedHashSet<>();
        for (List<BsonValue> start : starts()) {
            range(start).forEach(entry -> chains.add(entry.chain()));
        }
        return chains;
    }

    /** Every combination of the values that the first fields must have. */
    private List<List<BsonValue>> starts() {
        List<List<BsonValue>> starts = new ArrayList<>(List.of(List.of()));
        for (int i = 0; i < prefix; i++) {
            List<List<BsonValue>> next = new ArrayList<>();
            for (List<BsonValue> start : starts) {
                for (BsonValue point : points(index.fields.get(i))) {
                    next.add(with(start, point));
                }
            }
            starts = next;
        }
        return starts;
    }

    private Collection<Index.Entry> range(List<BsonValue> start) {
        BsonDocument condition = prefix < index.fields.size() ? conditions.get(index.fields.get(prefix)) : null;
        List<BsonValue> from = start;
        List<BsonValue> to = start;
        int fromSide = -1;
        int toSide = 1;
        if (condition != null) {
            for (Map.Entry<String, BsonValue> bound : condition.entrySet()) {
                switch (bound.getKey()) {
                    case "$gt" -> {
                        from = with(start, bound.getValue());
                        fromSide = 1;
                    }
                    case "$gte" -> from = with(start, bound.getValue());
                    case "$lt" -> {
                        to = with(start, bound.getValue());
                        toSide = -1;
                    }
                    case "$lte" -> to = with(start, bound.getValue());
                    default -> {}
                }
            }
        }
        return index.range(from, fromSide, to, toSide);
    }

    private static List<BsonValue> with(List<BsonValue> start, BsonValue next) {
        List<BsonValue> longer = new ArrayList<>(start);
        longer.add(next);
        return longer;
    }
}
