package io.trellis.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.StoreFixtures;
import io.trellis.platform.store.sqlite.SqliteRecordStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreProbeTest {
    private static final CatalogObject THING =
            StoreFixtures.object("thing", List.of(StoreFixtures.field("name", Shape.TEXT)));

    @TempDir
    Path folder;

    private final PrometheusMeters meters = new PrometheusMeters();
    private final Realm realm = StoreFixtures.realm("one", THING);
    private RecordStore plain;
    private RecordStore store;

    @BeforeEach
    void open() {
        plain = SqliteRecordStore.open(
                folder.resolve("trellis.db"), new SqliteRecordStore.Options(SqliteRecordStore.Durability.NORMAL, 2));
        store = StoreProbe.measured(plain, new Telemetry(meters, Tracer.NONE));
        store.prepare(realm, THING);
    }

    @AfterEach
    void close() {
        plain.close();
    }

    private void create(String id) {
        store.commit(realm, new Commit(List.of(StoreFixtures.create("thing", id, Map.of("name", "x")))))
                .join();
    }

    @Test
    void measuresReadsAndCommits() {
        create("t1");
        assertThat(store.find(realm, "thing", "t1")).isPresent();
        assertThat(meters.read())
                .contains("trellis_store_seconds_count{operation=\"commit\",outcome=\"done\"} 1")
                .contains("trellis_store_seconds_count{operation=\"find\",outcome=\"done\"} 1")
                .contains("trellis_store_seconds_count{operation=\"prepare\",outcome=\"done\"} 1");
    }

    @Test
    void whatTheStoreRefusesIsRefusedAsBefore() {
        create("t1");
        assertThatThrownBy(() -> create("t1"))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StoreException.VersionMismatch.class);
        assertThatThrownBy(() -> store.find(realm, "nothing", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThat(meters.read())
                .contains("trellis_store_seconds_count{operation=\"commit\",outcome=\"failed\"} 1")
                .contains("trellis_store_seconds_count{operation=\"find\",outcome=\"failed\"} 1");
    }

    @Test
    void isNotThereWhereNobodyAsks() {
        assertThat(StoreProbe.measured(plain, Telemetry.NONE)).isSameAs(plain);
    }
}
