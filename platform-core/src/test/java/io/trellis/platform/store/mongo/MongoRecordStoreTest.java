package io.trellis.platform.store.mongo;

import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStoreContract;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The contract on the stand-in server, and what only this adapter promises. */
public class MongoRecordStoreTest extends RecordStoreContract {
    private final Map<Path, String> databases = new ConcurrentHashMap<>();

    @Override
    protected RecordStore open(Path folder) {
        return MongoRecordStore.open(
                databases.computeIfAbsent(folder, _ -> TestMongo.standInUri()), MongoRecordStore.Options.defaults());
    }
}
