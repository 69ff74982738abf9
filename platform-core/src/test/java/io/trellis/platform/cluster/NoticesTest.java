package io.trellis.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.SystemStore.Put;
import io.trellis.platform.store.sqlite.SqliteRecordStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class NoticesTest {
    @TempDir
    Path folder;

    private RecordStore store;
    private final Ear ear = new Ear();
    private ClusterWatch watch;

    /** Notes what it hears; a recheck as {@code null}. */
    private static final class Ear implements NoticeListener {
        final List<Notice> heard = new ArrayList<>();
        Duration every = Duration.ZERO;
        boolean deaf;

        @Override
        public String topic() {
            return "things";
        }

        @Override
        public void heard(Notice notice) {
            if (deaf) {
                throw new IllegalStateException("on purpose");
            }
            heard.add(notice);
        }

        @Override
        public void recheck() {
            heard.add(null);
        }

        @Override
        public Duration recheckEvery() {
            return every;
        }
    }

    @BeforeEach
    void open() {
        store = SqliteRecordStore.open(
                folder.resolve("trellis.db"), new SqliteRecordStore.Options(SqliteRecordStore.Durability.NORMAL, 2));
        watch = watch();
    }

    private ClusterWatch watch() {
        var beans = new StaticListableBeanFactory();
        beans.addBean("ear", ear);
        var made = new ClusterWatch(
                store,
                "here",
                true,
                beans.getBeanProvider(NoticeListener.class),
                beans.getBeanProvider(CommitWatcher.class));
        made.listen();
        return made;
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Notices notices(String node) {
        return Notices.of(store.system(), node);
    }

    private static Notice thing(String key) {
        return new Notice("things", "acme", key);
    }

    @Test
    void nodesHearEachOtherButNotThemselves() {
        notices("there").post(thing("a"));
        notices("here").post(thing("b"));
        notices("there").post(new Notice("others", "acme", "c"));
        notices("there").post(thing("d"));
        watch.look();
        watch.look();
        assertThat(ear.heard).containsExactly(thing("a"), thing("d"));
    }

    @Test
    void whatWasSaidBeforeANodeStartedIsNoNews() {
        notices("there").post(thing("a"));
        watch = watch();
        notices("there").post(thing("b"));
        watch.look();
        assertThat(ear.heard).containsExactly(thing("b"));
    }

    @Test
    void whoMissedNoticesComparesEverything() {
        List<Notice> many = IntStream.range(0, NoticeBoard.KEPT + 10)
                .mapToObj(i -> thing("n" + i))
                .toList();
        notices("there").write(List.of(), many);
        watch.look();
        assertThat(ear.heard.getFirst()).isNull();
        assertThat(ear.heard.getLast()).isEqualTo(many.getLast());
        ear.heard.clear();
        notices("there").post(thing("after"));
        watch.look();
        assertThat(ear.heard).containsExactly(thing("after"));
    }

    @Test
    void whoFailsToFollowANoticeComparesEverything() {
        ear.deaf = true;
        notices("there").post(thing("a"));
        watch.look();
        assertThat(ear.heard).containsExactly((Notice) null);
    }

    @Test
    void comparesNowAndThenWithoutBeingTold() {
        ear.every = Duration.ofNanos(1);
        watch.look();
        assertThat(ear.heard).containsExactly((Notice) null);
    }

    @Test
    void documentsAndTheirNoticesAreWrittenTogetherOrNotAtAll() {
        var notices = notices("there");
        var first = new Put("thing", "x", 0, "1".getBytes());
        assertThat(notices.write(List.of(first), List.of(thing("x")))).isTrue();
        assertThat(notices.write(List.of(first), List.of(thing("again")))).isFalse();
        assertThat(store.system().find("", "thing", "x")).isPresent();
        watch.look();
        assertThat(ear.heard).containsExactly(thing("x"));
    }

    @Test
    void noNoticeOfManyWritersIsLost() throws Exception {
        List<Thread> writers = IntStream.range(0, 8)
                .mapToObj(writer -> Thread.ofVirtual().start(() -> {
                    var notices = notices("w" + writer);
                    for (int i = 0; i < 20; i++) {
                        notices.post(thing(writer + "-" + i));
                    }
                }))
                .toList();
        for (Thread writer : writers) {
            writer.join();
        }
        watch.look();
        assertThat(ear.heard).doesNotContainNull().doesNotHaveDuplicates().hasSize(160);
    }

    @Test
    void nothingIsWrittenWhereTheStoreBelongsToOneProcess() {
        Notices.unheard(store.system()).post(thing("a"));
        assertThat(store.system().list("", "cluster")).isEmpty();
    }
}
