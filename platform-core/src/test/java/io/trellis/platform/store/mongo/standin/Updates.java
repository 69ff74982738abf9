package io.trellis.platform.store.mongo.standin;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonObjectId;
import org.bson.BsonValue;

/** What an update makes of a document. */
final class Updates {
    private Updates() {}

    static boolean isReplacement(BsonValue update) {
        if (update instanceof BsonArray) {
            throw Fault.unknown("updates by pipeline");
        }
        BsonDocument document = update.asDocument();
        return document.isEmpty() || !document.getFirstKey().startsWith("$");
    }

    /** @return another document */
    static BsonDocument apply(BsonDocument document, BsonValue update, boolean inserting) {
        BsonDocument result;
        if (isReplacement(update)) {
            result = new BsonDocument();
            if (document.containsKey("_id")) {
                result.put("_id", document.get("_id"));
            }
            update.asDocument().forEach((name, value) -> {
                if (name.equals("_id") && result.containsKey("_id") && !Values.same(value, result.get("_id"))) {
                    throw Fault.badValue("the (immutable) field '_id' was found to have been altered");
                }
                result.put(name, value);
            });
            return result;
        }
        result = document.clone();
        update.asDocument().forEach((operator, fields) -> fields.asDocument()
                .forEach((path, value) -> one(result, operator, path, value, inserting)));
        return result;
    }

    private static void one(BsonDocument document, String operator, String path, BsonValue value, boolean inserting) {
        switch (operator) {
            case "$set" -> Paths.set(document, path, value);
            case "$setOnInsert" -> {
                if (inserting) {
                    Paths.set(document, path, value);
                }
            }
            case "$unset" -> Paths.unset(document, path);
            case "$inc" -> Paths.set(document, path, sum(present(document, path), value));
            case "$max", "$min" -> {
                BsonValue present = present(document, path);
                int order = present == null ? 0 : Values.compare(value, present);
                if (present == null || (operator.equals("$max") ? order > 0 : order < 0)) {
                    Paths.set(document, path, value);
                }
            }
            default -> throw Fault.unknown("the update operator " + operator);
        }
    }

    private static BsonValue present(BsonDocument document, String path) {
        return Paths.one(document, path.split("\\."), 0);
    }

    private static BsonValue sum(BsonValue present, BsonValue value) {
        if (present == null) {
            return value;
        }
        BigDecimal sum = Values.number(present).add(Values.number(value));
        boolean whole = Values.isWhole(present) && Values.isWhole(value);
        boolean small = present instanceof BsonInt32 && value instanceof BsonInt32;
        return small && sum.toBigInteger().bitLength() < 32
                ? new BsonInt32(sum.intValueExact())
                : Values.number(sum, whole);
    }

    /** The document an upsert begins with: what the filter says must be equal. */
    static BsonDocument seed(BsonDocument filter) {
        var seed = new BsonDocument();
        for (Map.Entry<String, BsonValue> entry : filter.entrySet()) {
            BsonValue value = entry.getValue();
            if (entry.getKey().equals("$and")) {
                value.asArray().forEach(part -> seed.putAll(seed(part.asDocument())));
            } else if (!entry.getKey().startsWith("$")) {
                if (value instanceof BsonDocument operators
                        && !operators.isEmpty()
                        && operators.getFirstKey().startsWith("$")) {
                    if (operators.containsKey("$eq")) {
                        Paths.set(seed, entry.getKey(), operators.get("$eq"));
                    }
                } else {
                    Paths.set(seed, entry.getKey(), value);
                }
            }
        }
        return seed;
    }

    static BsonDocument withId(BsonDocument document) {
        if (document.containsKey("_id")) {
            return document;
        }
        var result = new BsonDocument("_id", new BsonObjectId());
        result.putAll(document);
        return result;
    }

    static List<BsonDocument> documents(BsonArray array) {
        return array.stream().map(BsonValue::asDocument).toList();
    }
}
