package io.trellis.platform.cluster;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitTailTest {
    private static final CatalogObject THING =
            StoreFixtures.object("thing", List.of(StoreFixtures.field("name", Shape.TEXT)));
    private static final int MANY = 2_500;

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong();
    private final Realm realm = StoreFixtures.realm("one", THING);
    private final Watcher watcher = new Watcher();
    private RecordStore store;
    private CommitTail tail;

    @BeforeEach
    void open() {
        store = SqliteRecordStore.open(
                folder.resolve("trellis.db"), new SqliteRecordStore.Options(SqliteRecordStore.Durability.NORMAL, 2));
        store.prepare(realm, THING);
        write("before", 5);
        tail = new CommitTail(store, now::get);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void write(String stem, int count) {
        List<Commit.Write> writes = IntStream.range(0, count)
                .<Commit.Write>mapToObj(i -> StoreFixtures.create("thing", stem + i, Map.of("name", "x")))
                .toList();
        store.commit(realm, new Commit(writes)).join();
    }

    private static final class Watcher implements CommitWatcher {
        final List<String> seen = new ArrayList<>();
        int missed;
        boolean failing;

        @Override
        public void written(List<OutboxEvent> events) {
            if (failing) {
                throw new IllegalStateException("on purpose");
            }
            events.forEach(event -> seen.add(event.id()));
        }

        @Override
        public void missed() {
            missed++;
        }
    }

    @Test
    void followsFromWhereTheOutboxStoodAtTheStart() {
        write("after", MANY);
        tail.look(Stream.of(watcher));
        tail.look(Stream.of(watcher));
        assertThat(watcher.seen).hasSize(MANY).startsWith("after0", "after1").doesNotHaveDuplicates();
        assertThat(watcher.missed).isZero();
    }

    @Test
    void whoWasAwayUntilEventsWereGoneStartsAnew() {
        write("unseen", 10);
        store.trimOutbox(store.outboxRange().newest() - 3);
        now.addAndGet(Duration.ofMinutes(15).toNanos());
        tail.look(Stream.of(watcher));
        assertThat(watcher.missed).isEqualTo(1);
        assertThat(watcher.seen).isEmpty();
        write("after", 1);
        tail.look(Stream.of(watcher));
        assertThat(watcher.seen).containsExactly("after0");
    }

    @Test
    void whoFailsToFollowStartsAnewAndHoldsUpNobody() {
        var failing = new Watcher();
        failing.failing = true;
        write("after", 1);
        tail.look(Stream.of(failing, watcher));
        assertThat(failing.missed).isEqualTo(1);
        assertThat(watcher.seen).containsExactly("after0");
    }
}
