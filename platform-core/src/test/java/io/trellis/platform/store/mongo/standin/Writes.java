package io.trellis.platform.store.mongo.standin;

import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/** The commands that write. */
final class Writes {
    private static final BsonDocument NONE = new BsonDocument();

    private final Engine engine;

    Writes(Engine engine) {
        this.engine = engine;
    }

    private interface One {
        void run(BsonDocument operation, int index, BsonDocument reply);
    }

    /** Runs operations one after the other; after a failure the rest only when they are unordered and outside of a transaction. */
    private static BsonDocument each(BsonDocument command, String list, Transaction transaction, One one) {
        var reply = new BsonDocument("n", new BsonInt32(0));
        var errors = new BsonArray();
        boolean ordered = Values.truth(command.get("ordered", BsonBoolean.TRUE));
        List<BsonDocument> operations = Updates.documents(command.getArray(list));
        for (int i = 0; i < operations.size(); i++) {
            try {
                one.run(operations.get(i), i, reply);
            } catch (Fault fault) {
                if (fault.code != Fault.DUPLICATE_KEY) {
                    throw fault;
                }
                errors.add(new BsonDocument("index", new BsonInt32(i))
                        .append("code", new BsonInt32(fault.code))
                        .append("errmsg", new BsonString(fault.getMessage())));
                if (ordered || transaction != null) {
                    break;
                }
            }
        }
        if (!errors.isEmpty()) {
            reply.put("writeErrors", errors);
        }
        return reply.append("ok", new BsonDouble(1));
    }

    private static void count(BsonDocument reply, String name, int more) {
        reply.put(name, new BsonInt32(reply.getInt32(name, new BsonInt32(0)).getValue() + more));
    }

    BsonDocument insert(String namespace, BsonDocument command, Transaction transaction) {
        return each(command, "documents", transaction, (document, _, reply) -> {
            engine.write(transaction, namespace, writer -> {
                writer.insert(Updates.withId(document));
                return null;
            });
            count(reply, "n", 1);
        });
    }

    BsonDocument update(String namespace, BsonDocument command, Transaction transaction) {
        return each(command, "updates", transaction, (update, index, reply) -> {
            refuse(update, "q", "u", "multi", "upsert");
            BsonDocument filter = update.getDocument("q");
            BsonValue change = update.get("u");
            boolean multi = Values.truth(update.get("multi", BsonBoolean.FALSE));
            boolean upsert = Values.truth(update.get("upsert", BsonBoolean.FALSE));
            engine.write(transaction, namespace, writer -> {
                List<BsonDocument> found = writer.find(filter);
                for (BsonDocument document : multi ? found : found.subList(0, Math.min(1, found.size()))) {
                    writer.replace(document.get("_id"), Updates.apply(document, change, false));
                    count(reply, "n", 1);
                    count(reply, "nModified", 1);
                }
                if (found.isEmpty() && upsert) {
                    BsonDocument made = upserted(filter, change);
                    writer.insert(made);
                    count(reply, "n", 1);
                    reply.computeIfAbsent("upserted", _ -> new BsonArray())
                            .asArray()
                            .add(new BsonDocument("index", new BsonInt32(index)).append("_id", made.get("_id")));
                }
                return null;
            });
        });
    }

    private static BsonDocument upserted(BsonDocument filter, BsonValue change) {
        return Updates.withId(Updates.apply(Updates.seed(filter), change, true));
    }

    BsonDocument delete(String namespace, BsonDocument command, Transaction transaction) {
        return each(command, "deletes", transaction, (delete, _, reply) -> {
            refuse(delete, "q", "limit");
            boolean one = delete.getNumber("limit").intValue() == 1;
            int deleted = engine.write(transaction, namespace, writer -> {
                List<BsonDocument> found = writer.find(delete.getDocument("q"));
                found = one ? found.subList(0, Math.min(1, found.size())) : found;
                found.forEach(document -> writer.replace(document.get("_id"), null));
                return found.size();
            });
            count(reply, "n", deleted);
        });
    }

    BsonDocument findAndModify(String namespace, BsonDocument command, Transaction transaction) {
        BsonDocument filter = command.getDocument("query", NONE);
        boolean remove = Values.truth(command.get("remove", BsonBoolean.FALSE));
        boolean after = Values.truth(command.get("new", BsonBoolean.FALSE));
        boolean upsert = Values.truth(command.get("upsert", BsonBoolean.FALSE));
        return engine.write(transaction, namespace, writer -> {
            List<BsonDocument> found = writer.find(filter);
            if (command.containsKey("sort") && !command.getDocument("sort").isEmpty()) {
                found = found.stream()
                        .sorted(Pipeline.order(command.getDocument("sort")))
                        .toList();
            }
            BsonDocument before = found.isEmpty() ? null : found.getFirst();
            BsonDocument made = null;
            if (before != null) {
                made = remove ? null : Updates.apply(before, command.get("update"), false);
                writer.replace(before.get("_id"), made);
            } else if (upsert) {
                made = upserted(filter, command.get("update"));
                writer.insert(made);
            }
            var last = new BsonDocument("n", new BsonInt32(before != null || made != null ? 1 : 0))
                    .append("updatedExisting", BsonBoolean.valueOf(before != null && !remove));
            if (before == null && made != null) {
                last.put("upserted", made.get("_id"));
            }
            BsonDocument value = after ? made : before;
            if (value != null && command.containsKey("fields")) {
                value = new Projection(command.getDocument("fields"), Map.of()).apply(value);
            }
            return new BsonDocument("lastErrorObject", last)
                    .append("value", value == null ? Values.NULL : value)
                    .append("ok", new BsonDouble(1));
        });
    }

    private static void refuse(BsonDocument operation, String... known) {
        for (String key : operation.keySet()) {
            if (!List.of(known).contains(key)) {
                throw Fault.unknown("the option " + key);
            }
        }
    }
}
