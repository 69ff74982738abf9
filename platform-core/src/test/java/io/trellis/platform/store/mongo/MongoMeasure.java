package io.trellis.platform.store.mongo;

import static io.trellis.platform.store.StoreFixtures.create;
import static io.trellis.platform.store.StoreFixtures.field;
import static io.trellis.platform.store.StoreFixtures.indexed;
import static io.trellis.platform.store.StoreFixtures.object;
import static io.trellis.platform.store.StoreFixtures.realm;
import static io.trellis.platform.store.StoreFixtures.unique;
import static io.trellis.platform.store.StoreFixtures.update;

import com.sun.management.OperatingSystemMXBean;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;

/**
 * What the adapter itself costs a node: CPU and commands for each kind of work, against the stand-in in a process of its own, or against the server whose address
 * is the first argument. Not a test; run its main.
 */
final class MongoMeasure {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int RECORDS = 5_000;

    private MongoMeasure() {}

    public static void main(String[] args) throws Exception {
        Process server = args.length > 0 ? null : server();
        String url = args.length > 0 ? args[0] : address(server);
        try (var store = MongoRecordStore.open(url, MongoRecordStore.Options.defaults())) {
            measure(store);
        } finally {
            if (server != null) {
                server.destroyForcibly().waitFor();
            }
        }
    }

    private static Process server() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.trellis.platform.store.mongo.standin.StandInMongo")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String address(Process server) throws Exception {
        return new BufferedReader(new InputStreamReader(server.getInputStream())).readLine();
    }

    private static void measure(MongoRecordStore store) throws Exception {
        List<CatalogField> fields = new ArrayList<>();
        fields.add(unique("code", Shape.TEXT));
        fields.add(indexed("stage", Shape.TEXT));
        fields.add(indexed("amount", Shape.DECIMAL));
        for (int i = 0; i < 18; i++) {
            fields.add(field("f" + i, i % 3 == 0 ? Shape.DECIMAL : Shape.TEXT));
        }
        CatalogObject deal = object("deal", fields);
        Realm realm = realm("one", deal);
        store.prepare(realm, deal);
        store.indexes().await();
        int[] next = {0};
        each("warm up", 2_000, 1, i -> commit(store, realm, create("deal", id(next[0]++), values(i))));
        each(
                "create, one after another",
                RECORDS,
                1,
                i -> commit(store, realm, create("deal", id(next[0]++), values(next[0]))));
        each(
                "create, sixteen at a time",
                RECORDS,
                16,
                i -> commit(store, realm, create("deal", id(10_000 + i), values(10_000 + i))));
        each("update", RECORDS, 1, i -> commit(store, realm, update("deal", id(10_000 + i), 1, values(10_000 + i))));
        each("create in commits of a hundred, per record", RECORDS / 100, 1, i -> {
            List<Commit.Write> writes = new ArrayList<>();
            for (int j = 0; j < 100; j++) {
                writes.add(create("deal", id(50_000 + i * 100 + j), values(50_000 + i * 100 + j)));
            }
            store.commit(realm, new Commit(writes)).join();
        });
        each("read", RECORDS, 1, i -> store.find(realm, "deal", id(10_000 + i)));
        var query = new RecordQuery(
                new Predicate.Compare(Predicate.Path.of("stage"), Predicate.Op.EQ, "s3"),
                List.of(new RecordQuery.Sort(Predicate.Path.of("amount"), true)),
                null,
                0,
                50,
                false);
        each("list of 50, filtered and sorted", 200, 1, i -> store.list(realm, "deal", query));
        each("read events, per 500", 20, 1, i -> store.readOutbox(i * 500L, 500));
    }

    private static void commit(MongoRecordStore store, Realm realm, Commit.Write write) {
        store.commit(realm, new Commit(List.of(write))).join();
    }

    private static String id(int i) {
        return "deal_" + String.format("%08d", i);
    }

    private static Map<String, Object> values(int i) {
        Map<String, Object> values = new HashMap<>();
        values.put("code", "C" + i);
        values.put("stage", "s" + i % 10);
        values.put("amount", BigDecimal.valueOf(i % 1000, 2));
        for (int f = 0; f < 18; f++) {
            values.put("f" + f, f % 3 == 0 ? BigDecimal.valueOf(i + f) : "text of some length " + i + f);
        }
        return values;
    }

    private static void each(String name, int times, int threads, IntConsumer work) throws Exception {
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (int t = 0; t < threads; t++) {
                int first = t;
                pool.submit(() -> {
                    for (int i = first; i < times; i += threads) {
                        work.accept(i);
                    }
                });
            }
        }
        System.out.printf(
                "%s: %.3f ms wall, %.3f ms CPU%n",
                name, (System.nanoTime() - start) / 1e6 / times, (SYSTEM.getProcessCpuTime() - cpu) / 1e6 / times);
    }
}
