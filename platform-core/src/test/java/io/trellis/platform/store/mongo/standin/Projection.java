package io.trellis.platform.store.mongo.standin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNumber;
import org.bson.BsonValue;

/** Which fields of a document are returned, and what is computed beside them. */
final class Projection {
    private final Map<String, Expression> computed = new LinkedHashMap<>();
    private final Map<String, Boolean> named = new LinkedHashMap<>();
    private final Map<String, BsonValue> variables;
    private final boolean including;
    private final boolean id;

    Projection(BsonDocument spec, Map<String, BsonValue> variables) {
        this.variables = variables;
        boolean withId = true;
        boolean including = false;
        for (Map.Entry<String, BsonValue> entry : spec.entrySet()) {
            BsonValue value = entry.getValue();
            boolean flag = value instanceof BsonNumber || value instanceof BsonBoolean;
            if (entry.getKey().equals("_id") && flag) {
                withId = Values.truth(value);
            } else if (flag) {
                named.put(entry.getKey(), Values.truth(value));
                including |= Values.truth(value);
            } else {
                computed.put(entry.getKey(), Expression.of(value));
                including = true;
            }
        }
        if (including && named.containsValue(false)) {
            throw Fault.badValue("Cannot do exclusion in an inclusion projection");
        }
        this.including = including || spec.size() == 1 && spec.containsKey("_id") && withId;
        this.id = withId;
    }

    static Projection without(BsonValue names) {
        var spec = new BsonDocument();
        if (names instanceof BsonArray array) {
            array.forEach(name -> spec.put(name.asString().getValue(), new BsonInt32(0)));
        } else {
            spec.put(names.asString().getValue(), new BsonInt32(0));
        }
        return new Projection(spec, Map.of());
    }

    BsonDocument apply(BsonDocument document) {
        if (!including) {
            BsonDocument copy = named.keySet().stream().anyMatch(name -> name.contains("."))
                    ? document.clone()
                    : Pipeline.shallow(document);
            named.keySet().forEach(name -> Paths.unset(copy, name));
            if (!id) {
                copy.remove("_id");
            }
            return copy;
        }
        var result = new BsonDocument();
        if (id && document.containsKey("_id") && !computed.containsKey("_id")) {
            result.put("_id", document.get("_id"));
        }
        for (String name : named.keySet()) {
            BsonValue value = Paths.one(document, name.split("\\."), 0);
            if (value != null) {
                Paths.set(result, name, value);
            }
        }
        computed.forEach((name, expression) -> {
            BsonValue value = expression.find(document, variables);
            if (value != null) {
                Paths.set(result, name, value);
            }
        });
        return result;
    }
}
