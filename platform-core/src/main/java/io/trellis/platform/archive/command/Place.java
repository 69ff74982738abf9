package io.trellis.platform.archive.command;

import io.trellis.platform.archive.TenantArchives;
import io.trellis.platform.archive.command.Arguments.Misuse;
import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.folder.FolderBlobStore;
import io.trellis.platform.store.sqlite.SqliteRecordStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** A store that a command works on: a data folder that no server is using. Closing lets go of it. */
final class Place implements AutoCloseable {
    private static final String FILE = "trellis.db";

    private final RecordStore store;
    private final BlobStore blobs;

    private Place(RecordStore store, BlobStore blobs) {
        this.store = store;
        this.blobs = blobs;
    }

    /**
     * @param where a data folder
     * @param make whether a new store may be made there
     * @throws IllegalStateException in a sentence, when it can't be opened
     */
    static Place open(String where, boolean make) {
        if (where.contains("://")) {
            throw new Misuse("\"" + where + "\" is no data folder.");
        }
        Path folder = Path.of(where);
        if (!make && !Files.isRegularFile(folder.resolve(FILE))) {
            throw new Misuse("There is no Trellis store in " + folder.toAbsolutePath() + ".");
        }
        return new Place(
                SqliteRecordStore.open(folder.resolve(FILE), SqliteRecordStore.Options.defaults()),
                FolderBlobStore.open(folder.resolve("files")));
    }

    RecordStore store() {
        return store;
    }

    TenantArchives archives() {
        return TenantArchives.of(store, blobs);
    }

    @Override
    public void close() {
        blobs.close();
        store.close();
    }
}
