package io.trellis.platform.store.mongo.standin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonValue;

/** Which transaction a command belongs to, and what a write that is sent again was answered the first time. */
final class Sessions {
    private record Answer(long number, String command, BsonDocument reply) {}

    private final Engine engine;
    private final Map<BsonValue, Transaction> transactions = new ConcurrentHashMap<>();
    private final Map<BsonValue, Answer> answers = new ConcurrentHashMap<>();

    Sessions(Engine engine) {
        this.engine = engine;
    }

    BsonDocument once(BsonDocument command, Function<Transaction, BsonDocument> work) {
        if (!command.containsKey("txnNumber")) {
            return work.apply(null);
        }
        BsonValue session = command.get("lsid");
        long number = command.getNumber("txnNumber").longValue();
        String name = command.getFirstKey();
        Answer known = answers.get(session);
        boolean again = known != null && known.number == number && known.command.equals(name);
        if (!command.containsKey("autocommit")) {
            return again ? known.reply : keep(session, number, name, work.apply(null));
        }
        if (name.equals("commitTransaction") && again) {
            return known.reply;
        }
        Transaction transaction = transaction(command, session, number);
        return switch (name) {
            case "commitTransaction" -> {
                engine.commit(transaction);
                transactions.remove(session);
                yield keep(session, number, name, new BsonDocument("ok", new BsonDouble(1)));
            }
            case "abortTransaction" -> {
                engine.abort(transaction);
                transactions.remove(session);
                yield new BsonDocument("ok", new BsonDouble(1));
            }
            default -> work.apply(transaction);
        };
    }

    private BsonDocument keep(BsonValue session, long number, String name, BsonDocument reply) {
        answers.put(session, new Answer(number, name, reply));
        return reply;
    }

    private Transaction transaction(BsonDocument command, BsonValue session, long number) {
        Transaction present = transactions.get(session);
        if (Values.truth(command.get("startTransaction", BsonBoolean.FALSE))) {
            if (present != null) {
                engine.abort(present);
            }
            present = engine.begin(number);
            transactions.put(session, present);
        }
        if (present == null || present.number != number) {
            throw Fault.noTransaction();
        }
        return present;
    }
}
