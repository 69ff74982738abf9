package io.trellis.platform.store.mongo.standin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Runs the stages of an aggregation over documents in memory. */
final class Pipeline {
    private final View view;
    private final String database;

    Pipeline(View view, String database) {
        this.view = view;
        this.database = database;
    }

    List<BsonDocument> run(String collection, List<BsonDocument> stages) {
        return run(database + "." + collection, stages, Map.of());
    }

    private List<BsonDocument> run(String namespace, List<BsonDocument> stages, Map<String, BsonValue> variables) {
        boolean filtered = !stages.isEmpty() && stages.getFirst().containsKey("$match");
        BsonDocument filter = filtered ? stages.getFirst().getDocument("$match") : new BsonDocument();
        List<BsonDocument> documents = view.find(namespace, filter, variables);
        for (BsonDocument stage : filtered ? stages.subList(1, stages.size()) : stages) {
            documents = stage(stage.getFirstKey(), stage.get(stage.getFirstKey()), documents, variables);
        }
        return documents;
    }

    private List<BsonDocument> stage(
            String name, BsonValue spec, List<BsonDocument> documents, Map<String, BsonValue> variables) {
        return switch (name) {
            case "$match" -> {
                var matcher = new Matcher(spec.asDocument(), variables);
                yield documents.stream().filter(matcher::matches).toList();
            }
            case "$sort" -> documents.stream().sorted(order(spec.asDocument())).toList();
            case "$skip" -> documents.stream().skip(spec.asNumber().longValue()).toList();
            case "$limit" -> documents.stream().limit(positive(spec)).toList();
            case "$project" -> map(documents, new Projection(spec.asDocument(), variables)::apply);
            case "$addFields", "$set" -> addFields(documents, spec.asDocument(), variables);
            case "$unset" -> map(documents, Projection.without(spec)::apply);
            case "$group" -> new Grouping(spec.asDocument(), variables).run(documents);
            case "$unwind" -> unwind(documents, spec);
            case "$lookup" -> lookup(documents, spec.asDocument(), variables);
            case "$count" ->
                documents.isEmpty()
                        ? List.of()
                        : List.of(new BsonDocument(spec.asString().getValue(), new BsonInt32(documents.size())));
            default -> throw Fault.unknown("the stage " + name);
        };
    }

    private static long positive(BsonValue limit) {
        if (limit.asNumber().longValue() <= 0) {
            throw Fault.badValue("the limit must be positive");
        }
        return limit.asNumber().longValue();
    }

    private static List<BsonDocument> map(List<BsonDocument> documents, Function<BsonDocument, BsonDocument> function) {
        List<BsonDocument> result = new ArrayList<>(documents.size());
        documents.forEach(document -> result.add(function.apply(document)));
        return result;
    }

    static Comparator<BsonDocument> order(BsonDocument sort) {
        Comparator<BsonDocument> order = null;
        for (Map.Entry<String, BsonValue> entry : sort.entrySet()) {
            Comparator<BsonDocument> next =
                    (a, b) -> Values.compare(Paths.sortKey(a, entry.getKey()), Paths.sortKey(b, entry.getKey()));
            next = entry.getValue().asNumber().intValue() < 0 ? next.reversed() : next;
            order = order == null ? next : order.thenComparing(next);
        }
        return order;
    }

    private static List<BsonDocument> addFields(
            List<BsonDocument> documents, BsonDocument spec, Map<String, BsonValue> variables) {
        Map<String, Expression> fields = new HashMap<>();
        spec.forEach((name, value) -> fields.put(name, Expression.of(value)));
        return map(documents, document -> {
            BsonDocument copy = shallow(document);
            fields.forEach((name, expression) -> {
                BsonValue value = expression.find(document, variables);
                if (value != null) {
                    copy.put(name, value);
                }
            });
            return copy;
        });
    }

    static BsonDocument shallow(BsonDocument document) {
        var copy = new BsonDocument();
        copy.putAll(document);
        return copy;
    }

    private static List<BsonDocument> unwind(List<BsonDocument> documents, BsonValue spec) {
        BsonDocument named = spec instanceof BsonString ? new BsonDocument("path", spec) : spec.asDocument();
        String field = named.getString("path").getValue().substring(1);
        boolean keep = named.containsKey("preserveNullAndEmptyArrays")
                && Values.truth(named.get("preserveNullAndEmptyArrays"));
        List<BsonDocument> result = new ArrayList<>();
        for (BsonDocument document : documents) {
            BsonValue value = document.get(field);
            if (value instanceof BsonArray array && !array.isEmpty()) {
                for (BsonValue element : array) {
                    BsonDocument copy = shallow(document);
                    copy.put(field, element);
                    result.add(copy);
                }
            } else if (value != null && !value.isNull() && !(value instanceof BsonArray)) {
                result.add(document);
            } else if (keep) {
                BsonDocument copy = shallow(document);
                copy.remove(field);
                result.add(copy);
            }
        }
        return result;
    }

    private List<BsonDocument> lookup(
            List<BsonDocument> documents, BsonDocument spec, Map<String, BsonValue> variables) {
        String from = database + "." + spec.getString("from").getValue();
        String as = spec.getString("as").getValue();
        List<BsonDocument> stages = new ArrayList<>();
        spec.getArray("pipeline", new BsonArray()).forEach(stage -> stages.add(stage.asDocument()));
        Map<String, Expression> let = new HashMap<>();
        spec.getDocument("let", new BsonDocument()).forEach((name, value) -> let.put(name, Expression.of(value)));
        return map(documents, document -> {
            Map<String, BsonValue> inner = new HashMap<>(variables);
            let.forEach((name, value) -> inner.put(name, value.value(document, variables)));
            List<BsonDocument> all = stages;
            if (spec.containsKey("localField")) {
                all = new ArrayList<>();
                all.add(new BsonDocument("$match", joined(spec, document)));
                all.addAll(stages);
            }
            BsonDocument copy = shallow(document);
            copy.put(as, new BsonArray(run(from, merged(all), inner)));
            return copy;
        });
    }

    private static BsonDocument joined(BsonDocument spec, BsonDocument document) {
        List<BsonValue> local = Paths.all(document, spec.getString("localField").getValue());
        BsonValue value = local.isEmpty() ? Values.NULL : local.getFirst();
        BsonValue condition =
                value instanceof BsonArray array ? new BsonDocument("$in", array) : new BsonDocument("$eq", value);
        return new BsonDocument(spec.getString("foreignField").getValue(), condition);
    }

    /** Two filters that follow one another are one, so that an index can answer both. */
    private static List<BsonDocument> merged(List<BsonDocument> stages) {
        if (stages.size() < 2
                || !stages.get(0).containsKey("$match")
                || !stages.get(1).containsKey("$match")) {
            return stages;
        }
        var both =
                new BsonArray(List.of(stages.get(0).get("$match"), stages.get(1).get("$match")));
        List<BsonDocument> result = new ArrayList<>();
        result.add(new BsonDocument("$match", new BsonDocument("$and", both)));
        result.addAll(stages.subList(2, stages.size()));
        return result;
    }
}
