package io.trellis.platform.store.sqlite;

import static io.trellis.platform.store.StoreFixtures.*;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.Predicate.Op;
import io.trellis.metadata.expression.Predicate.Path;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.AggregateQuery;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.RecordQuery;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * Measures the store alone, without HTTP: 100,000 records of 21 fields. Run with {@code java -cp … StoreMeasure}; the figures
 * are in docs/adr.
 */
final class StoreMeasure {
    private StoreMeasure() {}

    interface Work {
        void run(int i) throws Exception;
    }

    static void time(String name, int times, Work work) throws Exception {
        for (int i = 0; i < Math.max(1, times / 3); i++) {
            work.run(i);
        }
        var os = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = os.getProcessCpuTime();
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            work.run(i);
        }
        System.out.printf(
                "%-44s %9.4f ms wall %9.4f ms cpu%n",
                name, (System.nanoTime() - start) / 1e6 / times, (os.getProcessCpuTime() - cpu) / 1e6 / times);
    }

    static String id(String prefix, int i) {
        return prefix + "_" + String.format("01JD%022d", i);
    }

    static Map<String, Object> values(Random random, int i) {
        var v = new LinkedHashMap<String, Object>();
        v.put("name", "商机 Opportunity " + i + " " + Integer.toString(random.nextInt(), 36));
        v.put("stage", "stage" + random.nextInt(6));
        v.put("amount", BigDecimal.valueOf(random.nextInt(10_000_000), 2));
        v.put("account", id("acc", random.nextInt(5000)));
        v.put("closeDate", LocalDate.of(2026, 1, 1).plusDays(random.nextInt(365)));
        v.put("probability", BigDecimal.valueOf(random.nextInt(100)));
        v.put("tags", List.of("a", "b" + random.nextInt(5)));
        v.put("done", random.nextBoolean());
        v.put("created", NOW.plusSeconds(random.nextInt(40_000_000)));
        for (int f = 0; f < 12; f++) {
            v.put("text" + f, "some text value " + random.nextInt(1000));
        }
        return v;
    }

    public static void main(String[] args) throws Exception {
        List<CatalogField> fields = new ArrayList<>(List.of(
                field("name", Shape.TEXT),
                field("stage", Shape.TEXT),
                field("amount", Shape.DECIMAL),
                field("account", Shape.LINK, "acc"),
                field("closeDate", Shape.DAY),
                field("probability", Shape.DECIMAL),
                field("tags", Shape.MANY),
                field("done", Shape.FLAG),
                field("created", Shape.MOMENT)));
        for (int i = 0; i < 12; i++) {
            fields.add(field("text" + i, Shape.TEXT));
        }
        CatalogObject acc = object("acc", List.of(field("name", Shape.TEXT), field("industry", Shape.TEXT)));
        CatalogObject opp = object(
                "opp",
                fields,
                List.of(),
                args.length > 1
                        ? List.of()
                        : List.of(List.of("stage", "owner", "amount"), List.of("stage", "closeDate", "amount")));
        var realm = realm("t1", acc, opp);
        java.nio.file.Path dir =
                args.length > 0 ? java.nio.file.Path.of(args[0]) : Files.createTempDirectory("measure");
        var random = new Random(1);
        byte[][] sample = {RecordDocument.encode(opp, values(random, 1))};
        System.out.println("doc bytes " + sample[0].length);
        Map<String, Object> one = values(random, 1);
        time("encode", 300_000, _ -> sample[0] = RecordDocument.encode(opp, one));
        time("decode", 300_000, _ -> RecordDocument.decode(opp, sample[0]));
        int[] sum = {0};
        time("scan keys", 300_000, _ -> RecordDocument.forEachField(sample[0], (a, b, c, d) -> sum[0] += d - a));
        var options = new SqliteRecordStore.Options(
                SqliteRecordStore.Durability.valueOf(System.getProperty("durability", "FULL")), 3);
        try (var store = SqliteRecordStore.open(dir.resolve("trellis.db"), options)) {
            store.prepare(realm, acc);
            store.prepare(realm, opp);
            if (store.count(realm, "opp", new Predicate.All(), false) == 0) {
                long start = System.nanoTime();
                for (int i = 0; i < 5000; i += 100) {
                    List<Commit.Write> writes = new ArrayList<>();
                    for (int j = i; j < i + 100; j++) {
                        writes.add(create("acc", id("acc", j), Map.of("name", "a" + j, "industry", "i" + j % 20)));
                    }
                    store.commit(realm, new Commit(writes)).join();
                }
                for (int i = 0; i < 100_000; i += 100) {
                    List<Commit.Write> writes = new ArrayList<>();
                    for (int j = i; j < i + 100; j++) {
                        writes.add(new Commit.Put(
                                "opp",
                                id("opp", j),
                                0,
                                system(1, "user_" + random.nextInt(50), null),
                                values(random, j),
                                Map.of(),
                                change("created")));
                    }
                    store.commit(realm, new Commit(writes)).join();
                }
                System.out.printf("load %.1f s%n", (System.nanoTime() - start) / 1e9);
            }
            System.out.println("file MB " + Files.size(dir.resolve("trellis.db")) / 1_000_000);
            time("read", 20_000, i -> store.find(realm, "opp", id("opp", random.nextInt(100_000))));
            time("findAll 50 accounts", 3000, i -> {
                List<String> ids = new ArrayList<>();
                for (int j = 0; j < 50; j++) {
                    ids.add(id("acc", random.nextInt(5000)));
                }
                store.findAll(realm, "acc", ids);
            });
            var sort = List.of(new RecordQuery.Sort(Path.of("amount"), true));
            java.util.function.Supplier<Predicate> filter = () -> Predicate.and(
                    new Predicate.Compare(Path.of("stage"), Op.EQ, "stage" + random.nextInt(6)),
                    new Predicate.Compare(Path.of("owner"), Op.EQ, "user_" + random.nextInt(50)));
            time(
                    "list 50 stage+owner by amount",
                    3000,
                    i -> store.list(realm, "opp", new RecordQuery(filter.get(), sort, null, 0, 50, false)));
            time("count stage+owner", 3000, i -> store.count(realm, "opp", filter.get(), false));
            time(
                    "list 50 stage by amount",
                    300,
                    i -> store.list(
                            realm,
                            "opp",
                            new RecordQuery(
                                    new Predicate.Compare(Path.of("stage"), Op.EQ, "stage" + i % 6),
                                    sort,
                                    null,
                                    0,
                                    50,
                                    false)));
            time(
                    "count stage",
                    300,
                    i -> store.count(
                            realm, "opp", new Predicate.Compare(Path.of("stage"), Op.EQ, "stage" + i % 6), false));
            time("list 50 newest", 3000, i -> store.list(realm, "opp", RecordQuery.of(new Predicate.All(), 50)));
            time("count all", 100, i -> store.count(realm, "opp", new Predicate.All(), false));
            time(
                    "list 50 by account.industry",
                    50,
                    i -> store.list(
                            realm,
                            "opp",
                            new RecordQuery(
                                    new Predicate.Compare(Path.of("account.industry"), Op.EQ, "i" + i % 20),
                                    sort,
                                    null,
                                    0,
                                    50,
                                    false)));
            time(
                    "contains name, list 50",
                    30,
                    i -> store.list(
                            realm,
                            "opp",
                            RecordQuery.of(
                                    new Predicate.Text(Path.of("name"), Predicate.TextOp.CONTAINS, "nity 77" + i),
                                    50)));
            var byMonth = new AggregateQuery(
                    new Predicate.All(),
                    List.of(
                            new AggregateQuery.Group(Path.of("stage"), AggregateQuery.Bucket.NONE, "stage"),
                            new AggregateQuery.Group(Path.of("closeDate"), AggregateQuery.Bucket.MONTH, "month")),
                    List.of(new AggregateQuery.Measure(AggregateQuery.Function.SUM, Path.of("amount"), "total")),
                    List.of(),
                    1000,
                    ZoneId.of("Asia/Shanghai"));
            time("sum by stage x month", 20, i -> store.aggregate(realm, "opp", byMonth));
            var byMoment = new AggregateQuery(
                    new Predicate.All(),
                    List.of(new AggregateQuery.Group(Path.of("created"), AggregateQuery.Bucket.MONTH, "month")),
                    List.of(new AggregateQuery.Measure(AggregateQuery.Function.SUM, Path.of("amount"), "total")),
                    List.of(),
                    1000,
                    ZoneId.of("America/New_York"));
            time("sum by month of a moment, New York", 10, i -> store.aggregate(realm, "opp", byMoment));
            int[] next = {1_000_000 + random.nextInt(100_000_000)};
            time("create, one by one", 1000, i -> store.commit(
                            realm, new Commit(List.of(create("opp", id("opp", next[0]++), values(random, i)))))
                    .join());
            time("create x16 in flight", 200, i -> {
                List<CompletableFuture<?>> all = new ArrayList<>();
                for (int j = 0; j < 16; j++) {
                    all.add(store.commit(
                            realm, new Commit(List.of(create("opp", id("opp", next[0]++), values(random, i))))));
                }
                all.forEach(CompletableFuture::join);
            });
            time("update, one by one", 1000, i -> {
                String id = id("opp", random.nextInt(100_000));
                var record = store.find(realm, "opp", id).orElseThrow();
                var values = RecordDocument.decode(opp, record.doc());
                values.put("amount", BigDecimal.valueOf(random.nextInt(1000)));
                store.commit(realm, new Commit(List.of(update("opp", id, record.version(), values))))
                        .join();
            });
            int[] n = {0};
            time("add a field", 20, i -> {
                var more = new ArrayList<>(opp.ownFields());
                for (int j = 0; j <= n[0]; j++) {
                    more.add(field("extra" + j, Shape.TEXT));
                }
                n[0]++;
                store.prepare(
                        realm,
                        object(
                                "opp",
                                more,
                                opp.definition().uniques(),
                                opp.definition().indexes()));
            });
        }
    }
}
