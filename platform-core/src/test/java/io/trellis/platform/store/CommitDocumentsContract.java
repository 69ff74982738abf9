package io.trellis.platform.store;

import static io.trellis.platform.store.StoreFixtures.change;
import static io.trellis.platform.store.StoreFixtures.create;
import static io.trellis.platform.store.StoreFixtures.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.platform.store.SystemStore.Put;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Documents of the platform that are written with records: both or neither. */
interface CommitDocumentsContract extends StoreContract {
    private static Put put(String key, long expected, String json) {
        return new Put("paper", key, expected, json == null ? null : json.getBytes(StandardCharsets.UTF_8));
    }

    private CompletableFuture<?> submit(Commit.Write write, Put... documents) {
        return store().commit(realm(), new Commit(List.of(write), List.of(documents)));
    }

    private String paper(String tenant, String key) {
        return store().system()
                .find(tenant, "paper", key)
                .map(document -> new String(document.json(), StandardCharsets.UTF_8) + "@" + document.version())
                .orElse(null);
    }

    @Test
    default void writesDocumentsWithTheRecord() {
        submit(create("thing", "t1", Map.of("name", "n")), put("a", 0, "{}"), put("b", -1, "[]"))
                .join();
        assertThat(paper("one", "a")).isEqualTo("{}@1");
        assertThat(paper("one", "b")).isEqualTo("[]@1");
        assertThat(paper("two", "a")).isNull();
        submit(update("thing", "t1", 1, Map.of("name", "m")), put("a", 1, null), put("b", 1, "{}"))
                .join();
        assertThat(paper("one", "a")).isNull();
        assertThat(paper("one", "b")).isEqualTo("{}@2");
        submit(update("thing", "t1", 2, Map.of("name", "o")), put("b", -1, null), put("never", -1, null))
                .join();
        assertThat(paper("one", "b")).isNull();
    }

    @Test
    default void aDocumentThatDoesNotFitRefusesTheRecordToo() {
        submit(create("thing", "t1", Map.of("name", "n")), put("a", 0, "{}")).join();
        for (long expected : new long[] {0, 2}) {
            assertThatThrownBy(() -> submit(
                                    update("thing", "t1", 1, Map.of("name", "m")),
                                    put("free", 0, "{}"),
                                    put("a", expected, "[]"))
                            .join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(StoreException.DocumentMismatch.class);
        }
        assertThat(valuesOf("t1")).containsEntry("name", "n");
        assertThat(store().changes(realm(), "thing", "t1", 10)).hasSize(1);
        assertThat(paper("one", "a")).isEqualTo("{}@1");
        assertThat(paper("one", "free")).isNull();
    }

    @Test
    default void aRecordThatIsRefusedTakesItsDocumentsWithIt() {
        submit(create("thing", "t1", Map.of("code", "A"))).join();
        assertThatThrownBy(() -> submit(create("thing", "t2", Map.of("code", "A")), put("a", 0, "{}"))
                        .join())
                .hasCauseInstanceOf(StoreException.DuplicateKey.class);
        assertThatThrownBy(() -> submit(new Commit.Purge("thing", "t1", 7, change("purged")), put("a", 0, "{}"))
                        .join())
                .hasCauseInstanceOf(StoreException.VersionMismatch.class);
        assertThat(paper("one", "a")).isNull();
    }

    @Test
    default void ofManyWhoWantOneDocumentOneGetsIt() {
        store().system().write("one", List.of(put("ticket", 0, "{}")));
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(submit(create("thing", "t" + i, Map.of("name", "n")), put("ticket", 1, null)));
        }
        long got = all.stream()
                .filter(future -> future.handle((_, failure) -> failure == null).join())
                .count();
        assertThat(got).isEqualTo(1);
        assertThat(store().count(realm(), "thing", StoreContract.all(), false)).isEqualTo(1);
    }
}
