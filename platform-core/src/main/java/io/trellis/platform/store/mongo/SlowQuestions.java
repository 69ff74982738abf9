package io.trellis.platform.store.mongo;

import com.mongodb.MongoException;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the debug log how the server answers: each question's plan, and with debug off nothing at all. A question slower than half a second is named
 * at info level without its values, which may be personal.
 */
final class SlowQuestions {
    private static final Logger LOG = LoggerFactory.getLogger(SlowQuestions.class);
    private static final long SLOW_NANOS = 500_000_000L;

    private final Database database;
    /** One explanation at a time: they cost as much as planning the question. */
    private final Semaphore free = new Semaphore(1);

    SlowQuestions(Database database) {
        this.database = database;
    }

    void asked(String collection, List<BsonDocument> stages, long startNanos) {
        long nanos = System.nanoTime() - startNanos;
        if (nanos > SLOW_NANOS) {
            LOG.info(
                    "A question over {} took {} ms; its plan is in the debug log of {}",
                    collection,
                    nanos / 1_000_000,
                    LOG.getName());
        }
        if (LOG.isDebugEnabled() && free.tryAcquire()) {
            Thread.ofVirtual().start(() -> {
                try {
                    explain(collection, stages, nanos);
                } finally {
                    free.release();
                }
            });
        }
    }

    private void explain(String collection, List<BsonDocument> stages, long nanos) {
        var command = new BsonDocument("aggregate", new BsonString(collection))
                .append("pipeline", new BsonArray(stages))
                .append("cursor", new BsonDocument());
        try {
            BsonDocument plan = database.run(
                    new BsonDocument("explain", command).append("verbosity", new BsonString("queryPlanner")));
            LOG.debug("{} ms for {} over {}: {}", nanos / 1_000_000, new BsonArray(stages), collection, winner(plan));
        } catch (MongoException failure) {
            LOG.debug("No plan for a question over {}: {}", collection, failure.getMessage());
        }
    }

    /** The winning plan, which lies deeper where a pipeline has more than one stage. */
    private static Object winner(BsonDocument plan) {
        if (plan.containsKey("queryPlanner")) {
            return plan.getDocument("queryPlanner").get("winningPlan");
        }
        if (plan.containsKey("stages")) {
            BsonDocument first = plan.getArray("stages").getFirst().asDocument();
            return first.containsKey("$cursor") ? winner(first.getDocument("$cursor")) : first;
        }
        return plan;
    }
}
