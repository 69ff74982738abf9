package io.trellis.platform.store.mongo.standin;

import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonNumber;
import org.bson.BsonString;
import org.bson.BsonTimestamp;

/** Answers commands. */
final class Commands {
    /** Of server 7.0. */
    private static final int WIRE_VERSION = 21;

    private final Engine engine;
    private final Writes writes;
    private final Cursors cursors = new Cursors();
    private final Sessions sessions;
    private final String address;
    private final boolean replicaSet;

    Commands(Engine engine, String address, boolean replicaSet) {
        this.engine = engine;
        this.writes = new Writes(engine);
        this.sessions = new Sessions(engine);
        this.address = address;
        this.replicaSet = replicaSet;
    }

    BsonDocument answer(BsonDocument command) {
        try {
            if (!replicaSet && command.containsKey("txnNumber")) {
                throw Fault.transactionsNeedAReplicaSet();
            }
            return sessions.once(command, transaction -> run(command, transaction));
        } catch (Fault fault) {
            return fault.reply();
        } catch (RuntimeException defect) {
            defect.printStackTrace();
            return Fault.badValue("The stand-in failed: " + defect).reply();
        }
    }

    private BsonDocument run(BsonDocument command, Transaction transaction) {
        String name = command.getFirstKey();
        String database = command.getString("$db", new BsonString("admin")).getValue();
        String namespace =
                command.get(name) instanceof BsonString collection ? database + "." + collection.getValue() : "";
        return switch (name) {
            case "hello", "isMaster", "ismaster" -> hello();
            case "ping", "endSessions", "create" -> ok();
            case "buildInfo" -> ok().append("version", new BsonString("7.0.0"));
            case "insert" -> writes.insert(namespace, command, transaction);
            case "update" -> writes.update(namespace, command, transaction);
            case "delete" -> writes.delete(namespace, command, transaction);
            case "findAndModify" -> writes.findAndModify(namespace, command, transaction);
            case "find" -> find(namespace, command, transaction);
            case "aggregate" -> aggregate(database, namespace, command, transaction);
            case "getMore" ->
                cursors.more(
                        database + "." + command.getString("collection").getValue(),
                        command.getNumber(name).longValue(),
                        number(command, "batchSize"));
            case "killCursors" -> {
                cursors.close(command.getArray("cursors"));
                yield ok();
            }
            case "createIndexes" -> {
                Updates.documents(command.getArray("indexes"))
                        .forEach(index -> engine.createIndex(namespace, new Index(index)));
                yield ok();
            }
            case "dropIndexes" -> {
                if (!engine.dropIndex(namespace, command.getString("index").getValue())) {
                    throw Fault.noIndex(command.getString("index").getValue());
                }
                yield ok();
            }
            case "listIndexes" -> cursors.open(namespace, indexes(namespace), null, true);
            case "listCollections" ->
                cursors.open(database + ".$cmd.listCollections", collections(database), null, true);
            case "drop" -> {
                engine.drop(namespace);
                yield ok();
            }
            case "dropDatabase" -> {
                engine.namespaces(database).forEach(engine::drop);
                yield ok();
            }
            case "explain" -> explain(database, command.getDocument(name));
            default -> throw Fault.noCommand(name);
        };
    }

    private static BsonDocument ok() {
        return new BsonDocument("ok", new BsonDouble(1));
    }

    private BsonDocument hello() {
        var hello = new BsonDocument("helloOk", BsonBoolean.TRUE)
                .append("ismaster", BsonBoolean.TRUE)
                .append("isWritablePrimary", BsonBoolean.TRUE)
                .append("maxBsonObjectSize", new BsonInt32(16 * 1024 * 1024))
                .append("maxMessageSizeBytes", new BsonInt32(48_000_000))
                .append("maxWriteBatchSize", new BsonInt32(100_000))
                .append("localTime", new BsonDateTime(System.currentTimeMillis()))
                .append("minWireVersion", new BsonInt32(0))
                .append("maxWireVersion", new BsonInt32(WIRE_VERSION))
                .append("logicalSessionTimeoutMinutes", new BsonInt32(30));
        if (replicaSet) {
            hello.append("setName", new BsonString("standin"))
                    .append("setVersion", new BsonInt32(1))
                    .append("hosts", new BsonArray(List.of(new BsonString(address))))
                    .append("me", new BsonString(address))
                    .append("primary", new BsonString(address));
        }
        return hello.append("ok", new BsonDouble(1));
    }

    private static Integer number(BsonDocument command, String name) {
        return command.get(name) instanceof BsonNumber number ? number.intValue() : null;
    }

    private BsonDocument find(String namespace, BsonDocument command, Transaction transaction) {
        BsonDocument filter = command.getDocument("filter", new BsonDocument());
        long moment = moment(command);
        List<BsonDocument> found = engine.read(transaction, moment, view -> view.find(namespace, filter, Map.of()));
        if (command.containsKey("sort") && !command.getDocument("sort").isEmpty()) {
            found = found.stream()
                    .sorted(Pipeline.order(command.getDocument("sort")))
                    .toList();
        }
        Integer skip = number(command, "skip");
        Integer limit = number(command, "limit");
        int from = skip == null ? 0 : Math.min(skip, found.size());
        int to = limit == null || limit == 0 ? found.size() : Math.min(from + Math.abs(limit), found.size());
        found = found.subList(from, to);
        if (command.containsKey("projection")
                && !command.getDocument("projection").isEmpty()) {
            var projection = new Projection(command.getDocument("projection"), Map.of());
            found = found.stream().map(projection::apply).toList();
        }
        boolean single = Values.truth(command.get("singleBatch", BsonBoolean.FALSE));
        return at(moment, cursors.open(namespace, found, number(command, "batchSize"), single));
    }

    private BsonDocument aggregate(String database, String namespace, BsonDocument command, Transaction transaction) {
        List<BsonDocument> stages = Updates.documents(command.getArray("pipeline"));
        String collection = command.getString("aggregate").getValue();
        long moment = moment(command);
        List<BsonDocument> rows =
                engine.read(transaction, moment, view -> new Pipeline(view, database).run(collection, stages));
        return at(moment, cursors.open(namespace, rows, number(command.getDocument("cursor"), "batchSize"), false));
    }

    /** The moment a snapshot looks at; 0 where none is asked for. */
    private long moment(BsonDocument command) {
        BsonDocument concern = command.getDocument("readConcern", new BsonDocument());
        if (!concern.getString("level", new BsonString("")).getValue().equals("snapshot")
                || command.containsKey("autocommit")) {
            return 0;
        }
        return engine.keep(
                concern.containsKey("atClusterTime")
                        ? concern.getTimestamp("atClusterTime").getValue()
                        : 0);
    }

    private static BsonDocument at(long moment, BsonDocument reply) {
        if (moment != 0) {
            reply.getDocument("cursor").append("atClusterTime", new BsonTimestamp(moment));
        }
        return reply;
    }

    private List<BsonDocument> indexes(String namespace) {
        List<BsonDocument> all = new java.util.ArrayList<>();
        all.add(new BsonDocument("key", new BsonDocument("_id", new BsonInt32(1)))
                .append("name", new BsonString("_id_")));
        all.addAll(engine.indexes(namespace));
        return all;
    }

    private List<BsonDocument> collections(String database) {
        return engine.namespaces(database).stream()
                .map(namespace -> new BsonDocument("name", new BsonString(namespace.substring(database.length() + 1)))
                        .append("type", new BsonString("collection")))
                .toList();
    }

    private BsonDocument explain(String database, BsonDocument command) {
        String namespace =
                database + "." + command.getString(command.getFirstKey()).getValue();
        BsonDocument filter = command.getDocument("filter", new BsonDocument());
        if (command.containsKey("pipeline") && !command.getArray("pipeline").isEmpty()) {
            filter = command.getArray("pipeline").getFirst().asDocument().getDocument("$match", new BsonDocument());
        }
        var plan = new BsonDocument("stage", new BsonString(engine.explain(namespace, filter)));
        return ok().append("queryPlanner", new BsonDocument("winningPlan", plan));
    }
}
