package io.trellis.platform.store.mongo;

import com.mongodb.ClientSessionOptions;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.UnusableStore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection: collections that read and write by majority, and transactions. Thread-safe. */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int CONNECT_SECONDS = 15;
    private static final int COMMIT_SECONDS = 20;
    /** Of server 7.0, the first whose snapshots outlive changes of indexes. */
    private static final int OLDEST_WIRE_VERSION = 21;

    private static final int NAMESPACE_EXISTS = 48;

    private static final TransactionOptions TRANSACTION = TransactionOptions.builder()
            .readConcern(ReadConcern.SNAPSHOT)
            .writeConcern(WriteConcern.MAJORITY)
            .readPreference(ReadPreference.primary())
            .maxCommitTime((long) COMMIT_SECONDS, TimeUnit.SECONDS)
            .build();

    private final MongoClient client;
    private final MongoDatabase database;
    private final boolean transactions;

    private Database(MongoClient client, MongoDatabase database, boolean transactions) {
        this.client = client;
        this.database = database;
        this.transactions = transactions;
    }

    /** @throws UnusableStore when it can't be reached or lacks what the store needs */
    static Database connect(String url, MongoRecordStore.Options options) {
        var address = address(url);
        var settings = MongoClientSettings.builder()
                .applyConnectionString(address)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(
                        address.getServerSelectionTimeout() == null
                                ? CONNECT_SECONDS * 1_000L
                                : address.getServerSelectionTimeout(),
                        TimeUnit.MILLISECONDS))
                .applicationName("trellis")
                .readConcern(ReadConcern.MAJORITY)
                .writeConcern(WriteConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                .retryReads(true)
                .retryWrites(true)
                .build();
        MongoClient client = MongoClients.create(settings);
        try {
            MongoDatabase database =
                    client.getDatabase(address.getDatabase() == null ? "trellis" : address.getDatabase());
            BsonDocument hello = client.getDatabase("admin")
                    .runCommand(new BsonDocument("hello", new BsonInt32(1)), BsonDocument.class);
            return new Database(client, database, checked(hello, options));
        } catch (MongoException failure) {
            client.close();
            throw new UnusableStore(
                    "The MongoDB server at " + String.join(", ", address.getHosts()) + " can't be used: "
                            + failure.getMessage(),
                    "See that it runs and that TRELLIS_STORE has its address, user and password.",
                    failure);
        } catch (RuntimeException failure) {
            client.close();
            throw failure;
        }
    }

    private static ConnectionString address(String url) {
        try {
            return new ConnectionString(url);
        } catch (IllegalArgumentException failure) {
            throw new UnusableStore(
                    "The store's address is not one of MongoDB: " + failure.getMessage(),
                    "Write it as mongodb://user:password@host:27017/database?replicaSet=name.",
                    failure);
        }
    }

    private static boolean checked(BsonDocument hello, MongoRecordStore.Options options) {
        if (hello.getNumber("maxWireVersion", new BsonInt32(0)).intValue() < OLDEST_WIRE_VERSION) {
            throw new UnusableStore("The MongoDB server is older than 7.0.", "Use a newer one.", null);
        }
        boolean transactions = hello.containsKey("setName")
                || hello.containsKey("msg") && hello.getString("msg").getValue().equals("isdbgrid");
        if (!transactions && !options.allowNoTransactions()) {
            throw new UnusableStore(
                    "The MongoDB server has no transactions, because it is not part of a replica set: a failure in the middle of a write would leave half of it.",
                    "Start mongod with --replSet and initiate the set (one member is enough), or set trellis.store.allow-no-transactions=true where the data is a toy.",
                    null);
        }
        if (!transactions) {
            LOG.warn(
                    "This MongoDB server has no transactions: a failure can leave half a write. Only for trying things out.");
        }
        return transactions;
    }

    MongoCollection<BsonDocument> collection(String name) {
        return database.getCollection(name, BsonDocument.class);
    }

    /** Makes collections that are not there: a transaction that has to make one is in the way of all others that want to. */
    void create(String... names) {
        for (String name : names) {
            try {
                database.createCollection(name);
            } catch (MongoCommandException failure) {
                if (failure.getErrorCode() != NAMESPACE_EXISTS) {
                    throw failure;
                }
            }
        }
    }

    /** Files in pieces, as GridFS lays them down. */
    GridFSBucket bucket(String name) {
        return GridFSBuckets.create(database, name);
    }

    /** Reads all of its batches from one moment, on servers that can. */
    <T> MongoCollection<T> snapshot(MongoCollection<T> collection) {
        return transactions ? collection.withReadConcern(ReadConcern.SNAPSHOT) : collection;
    }

    BsonDocument run(BsonDocument command) {
        return database.runCommand(command, BsonDocument.class);
    }

    /**
     * Runs the work in a transaction, again and again while others are in its way; durable on a majority when it returns.
     *
     * @throws StoreException.Unavailable when the server can't be reached or did not confirm
     */
    <T> T transact(Function<Session, T> work) {
        if (!transactions) {
            return guarded(() -> work.apply(new Session(null)));
        }
        return guarded(() -> {
            try (ClientSession session = client.startSession(ClientSessionOptions.builder()
                    .defaultTransactionOptions(TRANSACTION)
                    .build())) {
                return session.withTransaction(() -> work.apply(new Session(session)), TRANSACTION);
            }
        });
    }

    /** A session that reads everything from one moment; the caller closes it. On a server without transactions, none. */
    Session snapshotSession() {
        return new Session(
                transactions
                        ? client.startSession(
                                ClientSessionOptions.builder().snapshot(true).build())
                        : null);
    }

    /** Says in the store's words that a write failed. */
    static <T> T guarded(java.util.function.Supplier<T> write) {
        try {
            return write.get();
        } catch (MongoException failure) {
            throw new StoreException.Unavailable("The store could not write: " + failure.getMessage(), failure);
        } catch (org.bson.BsonMaximumSizeExceededException tooLarge) {
            throw new IllegalArgumentException("A record of more than 16 MB can't be stored", tooLarge);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
