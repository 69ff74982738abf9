package io.trellis.platform.store.mongo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStoreContract;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a real server, where there is one. */
public class RealMongoRecordStoreTest extends RecordStoreContract {
    private final Map<Path, String> databases = new ConcurrentHashMap<>();

    @BeforeAll
    static void needsARealServer() {
        assumeTrue(
                TestMongo.realUri().isPresent(),
                "no real MongoDB: TRELLIS_TEST_MONGODB_URI is not set and there is no Docker engine");
    }

    @Override
    protected RecordStore open(Path folder) {
        return MongoRecordStore.open(
                databases.computeIfAbsent(folder, _ -> TestMongo.realUri().orElseThrow()),
                MongoRecordStore.Options.defaults());
    }
}
