package io.trellis.platform.store.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSDownloadStream;
import com.mongodb.client.gridfs.GridFSUploadStream;
import com.mongodb.client.gridfs.model.GridFSUploadOptions;
import io.trellis.platform.store.BlobIntake;
import io.trellis.platform.store.BlobNames;
import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Blobs in the store's own database, by GridFS: pieces of 255 kB in {@code blobs.chunks}, what tells of them in {@code blobs.files}. A
 * file's name and id begin with its tenant, so that a sharded cluster can keep a tenant's pieces together. A blob is there once the
 * document that tells of it is; what a killed process sent before that is found by a note in {@code blobs.sending} and removed.
 */
final class MongoBlobStore implements BlobStore {
    private static final int BUFFER = 64 * 1024;
    /** Another node may still be sending what is younger. */
    private static final Duration ABANDONED = Duration.ofHours(24);

    private static final Duration TIDY_EVERY = Duration.ofHours(1);

    /** One of a name's files; while a blob is being replaced there are two. */
    private record Kept(BsonValue id, String filename, long size, Instant at) {
        /** The same for every node, so that nobody removes what another takes for the newest. */
        static final Comparator<Kept> AGE = Comparator.comparing(Kept::at)
                .thenComparing(kept -> kept.id().asString().getValue());
    }

    private final GridFSBucket bucket;
    private final MongoCollection<BsonDocument> files;
    private final MongoCollection<BsonDocument> sending;
    private volatile Instant tidied = Instant.EPOCH;

    MongoBlobStore(Database database) {
        this.bucket = database.bucket("blobs");
        this.files = database.collection("blobs.files");
        this.sending = database.collection("blobs.sending");
    }

    private static String filename(String tenant, String name) {
        BlobNames.check(tenant, name);
        return tenant + "/" + name;
    }

    @Override
    public Stored put(String tenant, String name, InputStream content, long most) throws IOException {
        String filename = filename(tenant, name);
        store(this::tidy);
        BsonString id = new BsonString(filename + "/" + UUID.randomUUID());
        var note = new BsonDocument("_id", id).append("at", new BsonDateTime(System.currentTimeMillis()));
        store(() -> sending.insertOne(note));
        Stored stored = send(id, filename, new BlobIntake(content, most));
        store(() -> {
            List<Kept> all = kept(new BsonDocument("filename", new BsonString(filename)));
            all.stream().sorted(Kept.AGE.reversed()).skip(1).forEach(older -> delete(older.id()));
            return sending.deleteOne(new BsonDocument("_id", id));
        });
        return stored;
    }

    private Stored send(BsonString id, String filename, BlobIntake intake) throws IOException {
        GridFSUploadStream out = store(() -> bucket.openUploadStream(id, filename, new GridFSUploadOptions()));
        boolean complete = false;
        try {
            byte[] buffer = new byte[BUFFER];
            for (int n = intake.fill(buffer); n > 0; n = n < BUFFER ? 0 : intake.fill(buffer)) {
                int filled = n;
                store(() -> {
                    out.write(buffer, 0, filled);
                    return null;
                });
            }
            store(() -> {
                out.close();
                return null;
            });
            complete = true;
        } finally {
            if (!complete) {
                abort(out, id);
            }
        }
        return intake.done();
    }

    /** Where even that fails, the note stays and the pieces are removed later. */
    private void abort(GridFSUploadStream out, BsonString id) {
        try {
            out.abort();
            sending.deleteOne(new BsonDocument("_id", id));
        } catch (MongoException unreachable) {
            // the caller is told what went wrong first
        }
    }

    /** Removes what was never finished. */
    private Void tidy() {
        Instant now = Instant.now();
        if (tidied.plus(TIDY_EVERY).isAfter(now)) {
            return null;
        }
        tidied = now;
        tidy(now.minus(ABANDONED));
        return null;
    }

    void tidy(Instant before) {
        var old = new BsonDocument("at", new BsonDocument("$lt", new BsonDateTime(before.toEpochMilli())));
        List<BsonValue> ids = new ArrayList<>();
        sending.find(old).forEach(note -> ids.add(note.get("_id")));
        for (BsonValue id : ids) {
            if (files.find(new BsonDocument("_id", id)).first() == null) {
                delete(id);
            }
            sending.deleteOne(new BsonDocument("_id", id));
        }
    }

    /** Removes a file's pieces even where no document tells of them. */
    private void delete(BsonValue id) {
        try {
            bucket.delete(id);
        } catch (com.mongodb.MongoGridFSException nothingTellsOfIt) {
            // its pieces are gone all the same
        }
    }

    private List<Kept> kept(BsonDocument filter) {
        List<Kept> all = new ArrayList<>();
        files.find(filter).forEach(document -> all.add(kept(document, document.get("_id"))));
        return all;
    }

    private static Kept kept(BsonDocument document, BsonValue id) {
        return new Kept(
                id,
                document.getString("filename").getValue(),
                document.getNumber("length").longValue(),
                Instant.ofEpochMilli(document.getDateTime("uploadDate").getValue()));
    }

    private Optional<Kept> newest(String filename) {
        return store(() -> kept(new BsonDocument("filename", new BsonString(filename))).stream()
                .max(Kept.AGE));
    }

    @Override
    public Optional<Blob> find(String tenant, String name) {
        return newest(filename(tenant, name)).map(kept -> new Blob(name, kept.size(), kept.at()));
    }

    @Override
    public Optional<InputStream> open(String tenant, String name, long from, long length) {
        return newest(filename(tenant, name)).map(kept -> {
            if (length == 0 || from >= kept.size()) {
                return InputStream.nullInputStream();
            }
            GridFSDownloadStream all = store(() -> bucket.openDownloadStream(kept.id()));
            store(() -> all.skip(from));
            return new GridFsBytes(all, length < 0 ? Long.MAX_VALUE : length);
        });
    }

    @Override
    public void delete(String tenant, String name) {
        String filename = filename(tenant, name);
        store(() -> {
            kept(new BsonDocument("filename", new BsonString(filename))).forEach(kept -> delete(kept.id()));
            return null;
        });
    }

    @Override
    public void list(String tenant, String prefix, Predicate<Blob> visitor) {
        BlobNames.checkPrefix(tenant, prefix);
        String start = tenant + "/" + prefix;
        // A prefix ends with a slash, and what follows a slash among characters is a zero.
        var range = new BsonDocument("$gte", new BsonString(start))
                .append("$lt", new BsonString(start.substring(0, start.length() - 1) + "0"));
        var order = new BsonDocument("filename", new BsonInt32(1)).append("uploadDate", new BsonInt32(1));
        store(() -> {
            try (MongoCursor<BsonDocument> found =
                    files.find(new BsonDocument("filename", range)).sort(order).iterator()) {
                Kept last = null;
                while (found.hasNext()) {
                    BsonDocument document = found.next();
                    Kept next = kept(document, document.get("_id"));
                    if (last != null && !last.filename().equals(next.filename()) && !visit(tenant, last, visitor)) {
                        return null;
                    }
                    last = next;
                }
                if (last != null) {
                    visit(tenant, last, visitor);
                }
                return null;
            }
        });
    }

    private static boolean visit(String tenant, Kept kept, Predicate<Blob> visitor) {
        return visitor.test(new Blob(kept.filename().substring(tenant.length() + 1), kept.size(), kept.at()));
    }

    /** The connection is the record store's. */
    @Override
    public void close() {
        // nothing of its own to close
    }

    private static <T> T store(Supplier<T> step) {
        try {
            return step.get();
        } catch (MongoException failure) {
            throw new StoreException.Unavailable("The store of files: " + failure.getMessage(), failure);
        }
    }
}
