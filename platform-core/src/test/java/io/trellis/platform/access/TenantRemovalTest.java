package io.trellis.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.store.SystemStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantRemovalTest {
    @TempDir
    Path folder;

    @Test
    void leavesNoTraceAndNoHarm() {
        try (var world = new AccessWorld(folder)) {
            world.thing("thing_1", "boss", "dep_hq", "red");
            world.store.system().write(AccessWorld.TENANT, List.of(new SystemStore.Put("k", "x", 0, "{}".getBytes())));
            world.store.system().write("other", List.of(new SystemStore.Put("k", "x", 0, "{}".getBytes())));
            world.store.dropTenant(AccessWorld.TENANT);
            assertThat(world.store.system().list(AccessWorld.TENANT, "k")).isEmpty();
            assertThat(world.store.system().list("other", "k")).hasSize(1);
            assertThat(world.store.readOutbox(0, 10)).isEmpty();
            for (CatalogObject object : world.catalog().objects()) {
                world.store.prepare(world.realm(), object);
                assertThat(world.store.count(world.realm(), object.name(), new Predicate.All(), false))
                        .isZero();
            }
            world.thing("thing_1", "boss", "dep_hq", "red");
            assertThat(world.store.changes(world.realm(), "thing", "thing_1", 10))
                    .hasSize(1);
        }
    }
}
