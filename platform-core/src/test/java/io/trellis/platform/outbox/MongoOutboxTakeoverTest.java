package io.trellis.platform.outbox;

import io.trellis.platform.store.mongo.MongoRecordStore;
import io.trellis.platform.store.mongo.TestMongo;
import java.nio.file.Path;

/** The same over the store that nodes really share. */
class MongoOutboxTakeoverTest extends OutboxTakeoverTest {
    @Override
    OutboxWorld world(Path folder) {
        return new OutboxWorld(MongoRecordStore.open(TestMongo.standInUri(), MongoRecordStore.Options.defaults()));
    }
}
