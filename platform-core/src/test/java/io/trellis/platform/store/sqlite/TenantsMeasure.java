package io.trellis.platform.store.sqlite;

import static io.trellis.platform.store.StoreFixtures.*;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures what many tenants cost, since each has its own tables: opening the file, adding a field, reading. */
final class TenantsMeasure {
    private TenantsMeasure() {}

    public static void main(String[] args) throws Exception {
        int tenants = Integer.parseInt(args[0]);
        var dir = Files.createTempDirectory("tenants");
        List<CatalogObject> objects = new ArrayList<>();
        for (int o = 0; o < 20; o++) {
            List<CatalogField> fields = new ArrayList<>();
            for (int f = 0; f < 20; f++) {
                fields.add(f < 3 ? field("f" + f, Shape.LINK, "o1") : field("f" + f, Shape.TEXT));
            }
            objects.add(object("o" + o, fields));
        }
        var options = new SqliteRecordStore.Options(SqliteRecordStore.Durability.NORMAL, 3);
        try (var store = SqliteRecordStore.open(dir.resolve("trellis.db"), options)) {
            long start = System.nanoTime();
            for (int t = 0; t < tenants; t++) {
                Realm realm = realm("t" + t, objects.toArray(CatalogObject[]::new));
                objects.forEach(object -> store.prepare(realm, object));
            }
            System.out.printf(
                    "prepare %d tables %.1f ms each%n", tenants * 20, (System.nanoTime() - start) / 1e6 / tenants / 20);
        }
        long start = System.nanoTime();
        try (var store = SqliteRecordStore.open(dir.resolve("trellis.db"), options)) {
            System.out.printf("open %.1f ms%n", (System.nanoTime() - start) / 1e6);
            Realm realm = realm("t1", objects.toArray(CatalogObject[]::new));
            for (int i = 0; i < 3; i++) {
                var fields = new ArrayList<>(objects.get(3).ownFields());
                for (int j = 0; j <= i; j++) {
                    fields.add(field("more" + j, Shape.TEXT));
                }
                start = System.nanoTime();
                store.prepare(realm, object("o3", fields));
                System.out.printf("add a field %.1f ms%n", (System.nanoTime() - start) / 1e6);
                start = System.nanoTime();
                store.find(realm, "o3", "x");
                System.out.printf("first read after it %.1f ms%n", (System.nanoTime() - start) / 1e6);
            }
            store.commit(realm, new Commit(List.of(create("o3", "x", Map.of()))))
                    .join();
            System.gc();
            System.out.println("file MB " + Files.size(dir.resolve("trellis.db")) / 1_000_000 + "\n"
                    + Files.readAllLines(java.nio.file.Path.of("/proc/self/status")).stream()
                            .filter(l -> l.startsWith("VmRSS"))
                            .toList());
        }
    }
}
