package io.trellis.platform.store.mongo.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stand-in does what tests rely on a real server for. */
class StandInMongoTest {
    private final StandInMongo server = StandInMongo.start(0);
    private final MongoClient client = MongoClients.create(server.uri("x"));
    private final MongoCollection<Document> things = client.getDatabase("x").getCollection("things");

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private static Document thing(int id) {
        return new Document("_id", id).append("n", 0);
    }

    @Test
    void nobodySeesATransactionBeforeItIsCommittedAndThenAllOfIt() {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            things.insertOne(session, thing(1));
            things.insertOne(session, thing(2));
            assertThat(things.find().into(new ArrayList<>())).isEmpty();
            assertThat(things.find(session).into(new ArrayList<>())).hasSize(2);
            session.commitTransaction();
        }
        assertThat(things.countDocuments()).isEqualTo(2);
    }

    @Test
    void whatIsAbortedNeverWas() {
        things.insertOne(thing(1));
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            things.updateOne(session, Filters.eq(1), Updates.set("n", 5));
            things.deleteOne(session, Filters.eq(1));
            session.abortTransaction();
        }
        assertThat(things.find().first()).isEqualTo(thing(1));
    }

    @Test
    void aTransactionReadsFromWhereItBegan() {
        things.insertOne(thing(1));
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            things.find(session).first();
            things.updateOne(Filters.eq(1), Updates.set("n", 9));
            assertThat(things.find(session).first()).isEqualTo(thing(1));
            assertThatThrownBy(() -> things.updateOne(session, Filters.eq(1), Updates.set("n", 1)))
                    .isInstanceOfSatisfying(MongoException.class, failure -> assertThat(
                                    failure.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL))
                            .isTrue());
        }
    }

    @Test
    void theSecondWriterOfADocumentIsToldAtOnce() {
        things.insertOne(thing(1));
        try (ClientSession first = client.startSession();
                ClientSession second = client.startSession()) {
            first.startTransaction();
            second.startTransaction();
            things.updateOne(first, Filters.eq(1), Updates.inc("n", 1));
            assertThatThrownBy(() -> things.updateOne(second, Filters.eq(1), Updates.inc("n", 1)))
                    .isInstanceOfSatisfying(MongoCommandException.class, conflict -> assertThat(conflict.getErrorCode())
                            .isEqualTo(112));
            first.commitTransaction();
        }
        assertThat(things.find().first().getInteger("n")).isEqualTo(1);
    }

    @Test
    void aTransactionThatIsTriedAgainLosesNothing() throws Exception {
        things.insertOne(thing(1));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try (ClientSession session = client.startSession()) {
                    session.withTransaction(() -> {
                        int n = things.find(session).first().getInteger("n");
                        return things.updateOne(session, Filters.eq(1), Updates.set("n", n + 1));
                    });
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(things.find().first().getInteger("n")).isEqualTo(8);
    }

    @Test
    void uniqueIndexesHoldAndNameTheKey() {
        things.createIndex(
                new Document("a", 1),
                new IndexOptions()
                        .unique(true)
                        .partialFilterExpression(new Document("a", new Document("$exists", true))));
        things.insertOne(thing(1).append("a", "x"));
        things.insertOne(thing(2));
        things.insertOne(thing(3));
        assertThatThrownBy(() -> things.insertOne(thing(4).append("a", "x")))
                .isInstanceOfSatisfying(MongoWriteException.class, taken -> assertThat(taken.getCode())
                        .isEqualTo(11000));
        things.deleteOne(Filters.eq(1));
        things.insertOne(thing(4).append("a", "x"));
    }

    @Test
    void decimalsAreExactAndTextsInTheOrderOfCodePoints() {
        for (int i = 0; i < 10; i++) {
            things.insertOne(thing(i).append("d", new Decimal128(new BigDecimal("0.1"))));
        }
        Document sum = things.aggregate(List.of(
                        new Document("$group", new Document("_id", null).append("sum", new Document("$sum", "$d")))))
                .first();
        assertThat(sum.get("sum", Decimal128.class).bigDecimalValue()).isEqualByComparingTo("1");
        assertThat(things.countDocuments(Filters.eq("d", new Decimal128(new BigDecimal("0.10")))))
                .isEqualTo(10);
        assertThat(things.countDocuments(Filters.gt("d", new Decimal128(new BigDecimal("0.1")))))
                .isZero();
        things.deleteMany(new Document());
        things.insertOne(thing(1).append("t", "\ud83d\ude00"));
        things.insertOne(thing(2).append("t", "\uffee"));
        assertThat(things.find().sort(Sorts.ascending("t")).first().getInteger("_id"))
                .isEqualTo(2);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        things.insertOne(thing(1));
        assertThatThrownBy(() ->
                        things.find(new Document("n", new Document("$near", 1))).first())
                .isInstanceOf(MongoException.class)
                .hasMessageContaining("$near");
        assertThatThrownBy(() -> things.aggregate(List.of(new Document("$facet", new Document())))
                        .first())
                .isInstanceOf(MongoException.class);
    }

    @Test
    void longResultsComeInBatches() {
        List<Document> all = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            all.add(thing(i));
        }
        things.insertMany(all);
        assertThat(things.find().batchSize(7).into(new ArrayList<>())).hasSize(2_000);
        assertThat(things.find().into(new ArrayList<>())).hasSize(2_000);
    }
}
