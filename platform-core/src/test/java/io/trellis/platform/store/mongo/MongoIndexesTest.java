package io.trellis.platform.store.mongo;

import static io.trellis.platform.store.StoreFixtures.field;
import static io.trellis.platform.store.StoreFixtures.indexed;
import static io.trellis.platform.store.StoreFixtures.object;
import static io.trellis.platform.store.StoreFixtures.realm;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClients;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Indexes follow metadata, behind everybody's back. */
class MongoIndexesTest {
    private final String url = TestMongo.freshUri();
    private final MongoRecordStore store = MongoRecordStore.open(url, MongoRecordStore.Options.defaults());

    @AfterEach
    void close() {
        store.close();
    }

    private void prepare(String tenant, CatalogObject object) {
        store.prepare(realm(tenant, object), object);
    }

    private Set<String> indexes() {
        store.indexes().await();
        Set<String> names = new HashSet<>();
        try (var client = MongoClients.create(url)) {
            client.getDatabase(new ConnectionString(url).getDatabase())
                    .getCollection("records.obj_visit")
                    .listIndexes()
                    .forEach(index -> names.add(index.getString("name")));
        }
        return names;
    }

    private static CatalogObject visit(io.trellis.metadata.catalog.CatalogField... fields) {
        return object("visit", List.of(fields));
    }

    @Test
    void everyLinkAndDeclaredFieldHasOneAndTheOwnerToo() {
        prepare("one", visit(field("name", Shape.TEXT), indexed("day", Shape.DAY), field("at", Shape.LINK, "visit")));
        assertThat(indexes()).containsExactlyInAnyOrder("_id_", "tenant_1_id_1", "x$owner", "x$k1", "x$k2");
    }

    @Test
    void tenantsShareThem() {
        prepare("one", visit(field("name", Shape.TEXT), indexed("day", Shape.DAY)));
        prepare("two", visit(indexed("size", Shape.WHOLE), field("text", Shape.TEXT)));
        assertThat(indexes()).containsExactlyInAnyOrder("_id_", "tenant_1_id_1", "x$owner", "x$k1");
    }

    @Test
    void oneThatNobodyWantsAnyMoreIsDropped() {
        prepare("one", visit(field("name", Shape.TEXT), indexed("day", Shape.DAY)));
        prepare("two", visit(field("name", Shape.TEXT), indexed("day", Shape.DAY)));
        prepare("one", visit(field("name", Shape.TEXT), field("day", Shape.DAY)));
        assertThat(indexes()).contains("x$k1");
        prepare("two", visit(field("name", Shape.TEXT), field("day", Shape.DAY)));
        assertThat(indexes()).containsExactlyInAnyOrder("_id_", "tenant_1_id_1", "x$owner");
    }

    @Test
    void thereAreNeverMoreThanACollectionCanHave() {
        prepare(
                "one",
                object(
                        "visit",
                        IntStream.range(0, 90)
                                .mapToObj(i -> indexed("f" + i, Shape.TEXT))
                                .toList()));
        assertThat(indexes()).hasSizeLessThanOrEqualTo(60).contains("x$k1");
    }
}
