package io.trellis.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import io.trellis.platform.store.StoreFixtures;
import io.trellis.platform.store.sqlite.SqliteRecordStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Events reach listeners in order, at least once, over failures and restarts. */
class OutboxDispatcherTest {
    private static final CatalogObject THING =
            StoreFixtures.object("thing", List.of(StoreFixtures.field("name", Shape.TEXT)));

    @TempDir
    Path folder;

    private RecordStore store;
    private final Realm realm = StoreFixtures.realm("one", THING);

    @BeforeEach
    void open() {
        store = SqliteRecordStore.open(
                folder.resolve("trellis.db"), new SqliteRecordStore.Options(SqliteRecordStore.Durability.NORMAL, 2));
        store.prepare(realm, THING);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static final class Recorder implements OutboxListener {
        final List<String> seen = new CopyOnWriteArrayList<>();
        final AtomicBoolean failing = new AtomicBoolean();

        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public Outcome handle(List<OutboxEvent> events) {
            events.forEach(event -> seen.add(event.id()));
            if (failing.getAndSet(false)) {
                throw new IllegalStateException("on purpose");
            }
            return Outcome.handled();
        }
    }

    private OutboxDispatcher dispatcher(OutboxListener... listeners) {
        var beans = new StaticListableBeanFactory();
        for (OutboxListener listener : listeners) {
            beans.addBean(listener.name(), listener);
        }
        var dispatcher = new OutboxDispatcher(store, beans.getBeanProvider(OutboxListener.class));
        dispatcher.start();
        return dispatcher;
    }

    private void create(String id) {
        store.commit(realm, new Commit(List.of(StoreFixtures.create("thing", id, Map.of()))))
                .join();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1500 && !condition.getAsBoolean(); i++) {
            Thread.sleep(20);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void tellsListenersOfEveryCommitInOrder() throws Exception {
        var recorder = new Recorder();
        OutboxDispatcher dispatcher = dispatcher(recorder);
        for (int i = 0; i < 50; i++) {
            create("t" + i);
        }
        await(() -> recorder.seen.size() == 50);
        assertThat(recorder.seen).startsWith("t0", "t1").endsWith("t49");
        dispatcher.stop();
    }

    @Test
    void goesOnWhereItStopped() throws Exception {
        var first = new Recorder();
        create("t0");
        OutboxDispatcher dispatcher = dispatcher(first);
        await(() -> store.system().find("", "outboxPosition", "recorder").isPresent());
        dispatcher.stop();
        create("t1");
        var second = new Recorder();
        OutboxDispatcher again = dispatcher(second);
        await(() -> second.seen.contains("t1"));
        assertThat(second.seen).containsExactly("t1");
        again.stop();
    }

    @Test
    void bringsABatchAgainThatFailed() throws Exception {
        var recorder = new Recorder();
        recorder.failing.set(true);
        create("t0");
        OutboxDispatcher dispatcher = dispatcher(recorder);
        await(() -> recorder.seen.size() == 2);
        assertThat(recorder.seen).containsExactly("t0", "t0");
        dispatcher.stop();
    }

    @Test
    void forgetsEventsThatNobodyWaitsFor() throws Exception {
        OutboxDispatcher dispatcher = dispatcher();
        create("t0");
        await(() -> store.readOutbox(0, 10).isEmpty());
        dispatcher.stop();
    }
}
