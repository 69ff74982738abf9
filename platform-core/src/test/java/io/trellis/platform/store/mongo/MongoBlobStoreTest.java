package io.trellis.platform.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.BlobStoreContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import org.bson.BsonBinary;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract over GridFS, on the stand-in server that the record store's contract runs on. */
public class MongoBlobStoreTest extends BlobStoreContract {
    private Database database;

    /** The address of a database that nobody else uses. */
    protected String uri() {
        return TestMongo.freshUri();
    }

    @Override
    protected BlobStore open() {
        database = Database.connect(uri(), MongoRecordStore.Options.defaults());
        return new MongoBlobStore(database);
    }

    @AfterEach
    void disconnect() {
        database.close();
    }

    @Override
    protected long leftovers() {
        long pieces = 0;
        for (BsonDocument piece : database.collection("blobs.chunks").find()) {
            BsonDocument file = new BsonDocument("_id", piece.get("files_id"));
            pieces += database.collection("blobs.files").find(file).first() == null ? 1 : 0;
        }
        for (BsonDocument _ : database.collection("blobs.sending").find()) {
            pieces++;
        }
        return pieces;
    }

    @Test
    void removesWhatAKilledProcessSent() throws IOException {
        store().put("one", "kept", new ByteArrayInputStream(new byte[10]), 10);
        BsonString id = new BsonString("one/cut/1");
        Instant sent = Instant.now();
        database.collection("blobs.sending")
                .insertOne(new BsonDocument("_id", id).append("at", new BsonDateTime(sent.toEpochMilli())));
        database.collection("blobs.chunks")
                .insertOne(new BsonDocument("files_id", id)
                        .append("n", new BsonInt32(0))
                        .append("data", new BsonBinary(new byte[5])));
        MongoBlobStore store = (MongoBlobStore) store();
        store.tidy(sent.minusSeconds(60));
        assertThat(leftovers()).isEqualTo(2);
        store.tidy(sent.plusSeconds(60));
        assertThat(leftovers()).isZero();
        assertThat(store.find("one", "kept")).isPresent();
    }
}
