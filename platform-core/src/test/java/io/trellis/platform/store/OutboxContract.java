package io.trellis.platform.store;

import static io.trellis.platform.store.StoreFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Events beside every write. */
interface OutboxContract extends StoreContract {
    @Test
    default void everyWriteLeavesOneEventInOrder() {
        thing("t1", Map.of());
        commit(update("thing", "t1", 1, Map.of()), create("thing", "t2", Map.of()));
        var events = store().readOutbox(0, 10);
        assertThat(events).extracting(RecordStore.OutboxEvent::id).containsExactly("t1", "t1", "t2");
        assertThat(events).extracting(RecordStore.OutboxEvent::version).containsExactly(1L, 2L, 1L);
        assertThat(events).isSortedAccordingTo(java.util.Comparator.comparing(RecordStore.OutboxEvent::position));
        assertThat(events.getFirst().tenant()).isEqualTo("one");
        assertThat(events.getFirst().object()).isEqualTo("thing");
        assertThat(events.getFirst().kind()).isEqualTo("created");
        assertThat(events.getFirst().by()).isEqualTo("user_1");
        assertThat(events.getFirst().via()).isEqualTo("api");
    }

    @Test
    default void readsOnAfterAPosition() {
        for (int i = 0; i < 5; i++) {
            thing("t" + i, Map.of());
        }
        var first = store().readOutbox(0, 2);
        var rest = store().readOutbox(first.getLast().position(), 10);
        assertThat(rest).extracting(RecordStore.OutboxEvent::id).containsExactly("t2", "t3", "t4");
    }

    @Test
    default void positionsGrowOnAfterATrim() {
        thing("t1", Map.of());
        long position = store().readOutbox(0, 10).getLast().position();
        store().trimOutbox(position);
        assertThat(store().readOutbox(0, 10)).isEmpty();
        thing("t2", Map.of());
        assertThat(store().readOutbox(position, 10)).hasSize(1);
    }

    @Test
    default void tellsHowFarItReaches() {
        assertThat(store().outboxRange()).isEqualTo(new RecordStore.OutboxRange(0, 0));
        thing("t1", Map.of());
        thing("t2", Map.of());
        var events = store().readOutbox(0, 10);
        long first = events.getFirst().position();
        long last = events.getLast().position();
        assertThat(store().outboxRange()).isEqualTo(new RecordStore.OutboxRange(0, last));
        store().trimOutbox(first);
        assertThat(store().outboxRange()).isEqualTo(new RecordStore.OutboxRange(first, last));
        store().trimOutbox(last);
        assertThat(store().outboxRange()).isEqualTo(new RecordStore.OutboxRange(last, last));
    }

    @Test
    default void tellsAfterACommitThatThereIsSomethingToRead() throws Exception {
        var told = new CountDownLatch(1);
        store().onCommit(told::countDown);
        thing("t1", Map.of());
        assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    default void systemDocumentsAreWrittenAllOrNone() {
        SystemStore system = store().system();
        assertThat(system.write("one", List.of(put("k", "a", 0, "1"), put("k", "b", 0, "2"))))
                .isTrue();
        assertThat(system.write("one", List.of(put("k", "c", 0, "3"), put("k", "a", 0, "x"))))
                .isFalse();
        assertThat(system.list("one", "k"))
                .extracting(SystemStore.Document::key)
                .containsExactly("a", "b");
        assertThat(system.write("one", List.of(put("k", "a", 1, "4")))).isTrue();
        assertThat(system.write("one", List.of(put("k", "a", 1, "5")))).isFalse();
        assertThat(system.find("one", "k", "a").orElseThrow().version()).isEqualTo(2);
        assertThat(new String(system.find("one", "k", "a").orElseThrow().json()))
                .isEqualTo("4");
    }

    @Test
    default void systemDocumentsMayBeOverwrittenAndDeletedWhateverIsThere() {
        SystemStore system = store().system();
        assertThat(system.write("one", List.of(put("k", "a", -1, "1")))).isTrue();
        assertThat(system.write("one", List.of(put("k", "a", -1, "2")))).isTrue();
        assertThat(system.find("one", "k", "a").orElseThrow().version()).isEqualTo(2);
        assertThat(system.write("one", List.of(new SystemStore.Put("k", "a", -1, null))))
                .isTrue();
        assertThat(system.find("one", "k", "a")).isEmpty();
    }

    @Test
    default void systemDocumentsBelongToATenantAndAKind() {
        SystemStore system = store().system();
        system.write("", List.of(put("k", "a", 0, "1")));
        assertThat(system.find("one", "k", "a")).isEmpty();
        assertThat(system.find("", "other", "a")).isEmpty();
        assertThat(system.list("", "k")).hasSize(1);
    }

    private static SystemStore.Put put(String kind, String key, long expected, String json) {
        return new SystemStore.Put(kind, key, expected, json.getBytes());
    }
}
