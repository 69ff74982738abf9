package io.trellis.platform.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every record store must do. An adapter's test extends this and says how to open its store; the parts are in the interfaces,
 * one per subject.
 */
public abstract class RecordStoreContract
        implements CommitContract,
                QueryContract,
                AggregateContract,
                PrepareContract,
                OutboxContract,
                HistoryContract,
                DeliveryContract,
                CommitDocumentsContract,
                TenantContract {
    @TempDir
    Path folder;

    private RecordStore store;

    /** Opens a store that keeps what it has in the folder, new or used before. */
    protected abstract RecordStore open(Path folder);

    protected Path folder() {
        return folder;
    }

    @BeforeEach
    void openStore() {
        store = open(folder);
        store.prepare(realm(), GRAND);
        store.prepare(realm(), PARENT);
        store.prepare(realm(), THING);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    /** Closes the store and opens it again, as a restart does. */
    protected void reopen() {
        store.close();
        store = open(folder);
    }

    @Override
    public RecordStore store() {
        return store;
    }
}
