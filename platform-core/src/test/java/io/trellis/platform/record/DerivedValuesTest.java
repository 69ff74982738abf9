package io.trellis.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trellis.platform.problem.ProblemException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Formulas and roll-ups, whatever way a record is written, over a real store. */
class DerivedValuesTest {
    static final List<String> OBJECTS = List.of("""
            {name: firm, nameField: name, fields: [{name: name, type: text}, {name: rate, type: decimal, scale: 2, default: 1},
              {name: deals, type: rollup, from: deal, via: firm, function: count},
              {name: won, type: rollup, from: deal, via: firm, function: sum, field: worth, filter: "state = 'won'"},
              {name: best, type: rollup, from: deal, via: firm, function: max, field: worth},
              {name: mean, type: rollup, from: deal, via: firm, function: avg, field: worth, scale: 2},
              {name: kinds, type: rollup, from: deal, via: firm, function: countDistinct, field: state},
              {name: first, type: rollup, from: deal, via: firm, function: min, field: day, returns: date},
              {name: recent, type: rollup, from: deal, via: firm, function: count, filter: "day >= YEARSTART()"},
              {name: grade, type: formula, returns: text, expression: "IF(won > 1000, 'A', 'B')"}]}
            """, """
            {name: deal, nameField: name, fields: [{name: name, type: text, unique: true}, {name: firm, type: lookup, target: firm},
              {name: state, type: select, options: [open, won]}, {name: day, type: date},
              {name: total, type: rollup, from: part, via: deal, function: sum, field: amount},
              {name: parts, type: rollup, from: part, via: deal, function: count},
              {name: worth, type: formula, returns: decimal, scale: 2, expression: "total * (1 - IF(parts > 2, 0.1, 0))"}]}
            """, """
            {name: part, nameField: name, fields: [{name: name, type: text}, {name: deal, type: masterDetail, target: deal},
              {name: price, type: decimal, scale: 2}, {name: quantity, type: integer},
              {name: amount, type: formula, returns: decimal, scale: 2, expression: "price * quantity * deal.firm.rate"}]}
            """);

    @TempDir
    static Path folder;

    private static RecordWorld world;

    @BeforeAll
    static void start() {
        world = new RecordWorld(folder, OBJECTS);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    static Map<String, Object> row(Object... pairs) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static String create(String object, Object... pairs) {
        return world.records.create(world.system, object, row(pairs)).id();
    }

    private static void update(String object, String id, Object... pairs) {
        world.records.update(world.system, object, id, row(pairs), null);
    }

    private static String firm() {
        return create("firm", "name", "f");
    }

    private static int names;

    private static String deal(String firm, String state) {
        return create("deal", "name", "d" + names++, "firm", firm, "state", state);
    }

    private static String part(String deal, String price, int quantity) {
        return create("part", "name", "p", "deal", deal, "price", new BigDecimal(price), "quantity", quantity);
    }

    private static RecordView get(String object, String id) {
        return world.records.get(world.system, object, id);
    }

    private static Object value(String object, String id, String field) {
        Object value = get(object, id).values().get(field);
        return value instanceof BigDecimal number ? number.stripTrailingZeros().toPlainString() : value;
    }

    private static List<Object> values(String object, String id, String... fields) {
        List<Object> values = new ArrayList<>();
        for (String field : fields) {
            values.add(value(object, id, field));
        }
        return values;
    }

    private static long position;

    /** What the listener does after commits, until nothing is left. */
    private static void follow() {
        position = world.follow(position);
    }

    /** Every derived value of every record equals what it is when computed from scratch. */
    private static void nothingIsStale() {
        follow();
        for (String object : List.of("part", "deal", "firm")) {
            String after = null;
            do {
                var done = world.records.recalculate(world.system, object, after, 500, true);
                assertThat(done.fields()).as(object).isEmpty();
                after = done.after();
            } while (after != null);
        }
    }

    @Test
    void nothingRolledUpIsZeroOrNothing() {
        String firm = firm();

        assertThat(values("firm", firm, "deals", "won", "best", "mean", "kinds", "first", "grade"))
                .containsExactly(0L, "0", null, null, 0L, null, "B");
    }

    @Test
    void aChildChangesItsParentsAndTheirsInOneCommit() {
        String firm = firm();
        String deal = deal(firm, "won");
        part(deal, "100.50", 10);
        String second = part(deal, "0.25", 2);

        assertThat(values("deal", deal, "total", "parts", "worth")).containsExactly("1005.5", 2L, "1005.5");
        assertThat(values("firm", firm, "deals", "won", "best", "mean", "kinds", "grade"))
                .containsExactly(1L, "1005.5", "1005.5", "1005.5", 1L, "A");

        update("part", second, "quantity", 4);
        part(deal, "1", 1);

        assertThat(values("deal", deal, "total", "parts", "worth")).containsExactly("1007", 3L, "906.3");
        assertThat(values("firm", firm, "won", "best", "grade")).containsExactly("906.3", "906.3", "B");
        nothingIsStale();
    }

    @Test
    void aChildThatMovesLeavesOneParentAndJoinsTheOther() {
        String from = firm();
        String to = firm();
        String deal = deal(from, "won");
        part(deal, "10", 1);
        String other = deal(from, "open");
        part(other, "30", 1);

        update("deal", other, "firm", to, "day", "2026-03-01");

        assertThat(values("firm", from, "deals", "best", "mean", "kinds")).containsExactly(1L, "10", "10", 1L);
        assertThat(values("firm", to, "deals", "best", "mean", "kinds")).containsExactly(1L, "30", "30", 1L);
        assertThat(value("firm", to, "first")).hasToString("2026-03-01");

        update("deal", other, "firm", null);
        assertThat(values("firm", to, "deals", "best", "first")).containsExactly(0L, null, null);
        nothingIsStale();
    }

    @Test
    void deletionRestoreAndPurgeAreCarriedUp() {
        String firm = firm();
        String deal = deal(firm, "won");
        String gone = part(deal, "10", 1);
        part(deal, "5", 1);

        world.records.delete(world.system, "part", gone, null);
        assertThat(values("deal", deal, "total", "parts")).containsExactly("5", 1L);
        assertThat(value("firm", firm, "best")).isEqualTo("5");

        world.records.delete(world.system, "deal", deal, null);
        assertThat(values("firm", firm, "deals", "won", "best")).containsExactly(0L, "0", null);

        world.records.restore(world.system, "deal", deal);
        assertThat(values("firm", firm, "deals", "won", "best")).containsExactly(1L, "5", "5");

        world.records.restore(world.system, "part", gone);
        assertThat(values("firm", firm, "won", "best")).containsExactly("15", "15");

        world.records.purge(world.system, "part", gone);
        assertThat(values("firm", firm, "won", "best")).containsExactly("5", "5");
        nothingIsStale();
    }

    @Test
    void aDeletedFirmLetsGoOfItsDealsAndWhatTheyReadOfIt() {
        String firm = create("firm", "name", "f", "rate", 2);
        String deal = deal(firm, "won");
        String part = part(deal, "10", 1);
        assertThat(value("part", part, "amount")).isEqualTo("20");

        world.records.delete(world.system, "firm", firm, null);
        assertThat(value("deal", deal, "firm")).isNull();
        follow();
        assertThat(value("part", part, "amount")).isNull();
        assertThat(values("deal", deal, "total", "worth")).containsExactly("0", "0");

        world.records.restore(world.system, "firm", firm);
        assertThat(values("firm", firm, "deals", "won")).containsExactly(0L, "0");
        nothingIsStale();
    }

    @Test
    void whatIsReadOverLinksFollowsThemToo() {
        String cheap = create("firm", "name", "cheap", "rate", 1);
        String dear = create("firm", "name", "dear", "rate", 3);
        String deal = deal(cheap, "won");
        String part = part(deal, "10", 1);
        follow();

        update("firm", cheap, "rate", 2);
        follow();
        assertThat(value("part", part, "amount")).isEqualTo("20");
        assertThat(value("firm", cheap, "won")).isEqualTo("20");

        update("deal", deal, "firm", dear);
        follow();
        assertThat(value("part", part, "amount")).isEqualTo("30");
        assertThat(values("firm", cheap, "won", "best")).containsExactly("0", null);
        assertThat(values("firm", dear, "won", "best")).containsExactly("30", "30");

        long version = get("part", part).version();
        update("firm", dear, "name", "dearer");
        follow();
        assertThat(get("part", part).version()).isEqualTo(version);
        nothingIsStale();
    }

    @Test
    void aFilterMayAskForTheDay() {
        String firm = firm();
        String deal = create("deal", "name", "old", "firm", firm, "day", "1999-12-31");
        create(
                "deal",
                "name",
                "new",
                "firm",
                firm,
                "day",
                java.time.LocalDate.now(RecordService.DERIVED_ZONE).toString());
        assertThat(values("firm", firm, "deals", "recent")).containsExactly(2L, 1L);

        update(
                "deal",
                deal,
                "day",
                java.time.LocalDate.now(RecordService.DERIVED_ZONE).toString());
        assertThat(value("firm", firm, "recent")).isEqualTo(2L);
        nothingIsStale();
    }

    @Test
    void bulkWritesAParentOncePerChunkAndOneBadRowStopsNoOther() {
        String firm = firm();
        String taken = deal(firm, "open");
        long version = get("firm", firm).version();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            rows.add(row("name", "bulk" + i, "firm", firm, "state", "won"));
        }
        rows.set(3, row("name", value("deal", taken, "name"), "firm", firm));
        rows.set(4, row("name", "x", "firm", "firm_nobody"));

        List<BulkResult> results = world.records.bulk(world.system, "deal", BulkOperation.CREATE, null, rows, false);

        assertThat(results.stream().filter(result -> result.status() == 201)).hasSize(598);
        assertThat(results.get(3).problems().getFirst().code()).isEqualTo("DUPLICATE_VALUE");
        assertThat(results.get(4).status()).isEqualTo(422);
        assertThat(value("firm", firm, "deals")).isEqualTo(599L);
        assertThat(get("firm", firm).version()).isEqualTo(version + 2);

        List<Map<String, Object>> ids = results.stream()
                .filter(result -> result.status() == 201)
                .limit(550)
                .map(result -> row("id", result.id()))
                .toList();
        world.records.bulk(world.system, "deal", BulkOperation.DELETE, null, ids, false);
        assertThat(value("firm", firm, "deals")).isEqualTo(49L);
        assertThat(get("firm", firm).version()).isEqualTo(version + 4);
        nothingIsStale();
    }

    @Test
    void aParentMadeTogetherWithItsChildrenHasTheirSum() {
        String id = RecordIds.next(world.catalog().getObject("deal"));
        String firm = firm();

        world.records.saveAll(
                world.system,
                List.of(
                        Change.create(
                                "part", row("name", "p", "deal", id, "price", new BigDecimal("3"), "quantity", 2)),
                        Change.create("deal", id, row("name", "together", "firm", firm, "state", "won"))));

        assertThat(values("deal", id, "total", "parts", "worth")).containsExactly("6", 1L, "6");
        assertThat(values("firm", firm, "won", "kinds")).containsExactly("6", 1L);
        assertThat(get("deal", id).version()).isEqualTo(1);
        nothingIsStale();
    }

    @Test
    void whoeverHasTheParentOpenMaySaveIt() {
        String firm = firm();
        RecordView open = get("firm", firm);
        deal(firm, "won");
        deal(firm, "won");

        RecordView saved = world.records.update(world.system, "firm", firm, row("name", "renamed"), open.version());

        assertThat(saved.version()).isEqualTo(open.version() + 3);
        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> world.records.update(
                                        world.system, "firm", firm, row("name", "again"), open.version()))
                        .code())
                .isEqualTo("VERSION_CONFLICT");
    }

    @Test
    void aParentsHistoryTellsWhereTheChangeCameFromAndWhoWroteItLastStays() {
        String firm = firm();
        RecordView before = get("firm", firm);
        deal(firm, "won");

        RecordView after = get("firm", firm);
        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(after.values().get("updatedAt")).isEqualTo(before.values().get("updatedAt"));
        HistoryEntry entry = world.records
                .history(world.system, "firm", firm, new HistoryRequest(10, null, null, null, null, null, false))
                .entries()
                .getFirst();
        assertThat(entry.via()).isEqualTo("derived");
        assertThat(entry.ref()).isEqualTo("deal");
    }

    @Test
    void aSumThatDoesNotFitRefusesTheChildAndSaysWhere() {
        String deal = deal(firm(), "open");
        part(deal, "999999999999", 1);

        assertThatThrownBy(() -> part(deal, "999999999999", 1))
                .isInstanceOfSatisfying(ProblemException.class, refused -> assertThat(refused.problems())
                        .singleElement()
                        .satisfies(problem -> {
                            assertThat(problem.code()).isEqualTo("DERIVED_TOO_LARGE");
                            assertThat(problem.params())
                                    .containsEntry("object", "deal")
                                    .containsEntry("field", "total");
                        }));
        assertThat(value("deal", deal, "parts")).isEqualTo(1L);
    }

    @Test
    void tenThousandChildrenAreOnePass() {
        String firm = firm();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            rows.add(row("name", "many" + i, "firm", firm, "state", i % 2 == 0 ? "won" : "open"));
        }
        world.records.bulk(world.system, "deal", BulkOperation.CREATE, null, rows, true);
        long version = get("firm", firm).version();

        part(create("deal", "name", "one more", "firm", firm), "7", 1);

        assertThat(values("firm", firm, "deals", "best", "kinds")).containsExactly(2001L, "7", 2L);
        assertThat(get("firm", firm).version()).isEqualTo(version + 2);
    }
}
