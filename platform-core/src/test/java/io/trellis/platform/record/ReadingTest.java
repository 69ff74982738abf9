package io.trellis.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.query.AggregateRequest;
import io.trellis.platform.query.ListRequest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingTest {
    /** Numbers as {@link RecordWorld#parse} reads them. */
    private static final tools.jackson.databind.json.JsonMapper JSON = tools.jackson.databind.json.JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(tools.jackson.core.StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    @TempDir
    static Path folder;

    private static RecordWorld world;
    private static Actor worker;
    private static Actor peer;
    private static Actor viewer;
    private static Actor admin;
    private static String hidden;
    private static String shown;

    @BeforeAll
    static void start() {
        world = new RecordWorld(folder);
        worker = world.actor("worker");
        peer = world.actor("peer");
        viewer = world.actor("viewer");
        admin = world.actor("admin");
        hidden = make(peer, "folder", "name", "Hidden", "level", "b", "amount", 900L);
        shown = make(
                worker,
                "folder",
                "name",
                "Shown \"quoted\" \\ 中文",
                "amount",
                new BigDecimal("1.50"),
                "rate",
                10L,
                "labels",
                List.of("x", "y"),
                "keeper",
                worker.userId());
        world.records.update(admin, "folder", shown, Map.of("secret", "hush"), null);
        make(admin, "visit", "title", "to hidden", "folder", hidden, "cost", 5L);
        make(admin, "visit", "title", "to shown", "folder", shown, "cost", 7L, "others", List.of(shown, hidden));
        make(admin, "visit", "title", "to nobody", "cost", 9L);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static String make(Actor actor, String object, Object... pairs) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return world.records.create(actor, object, map).id();
    }

    private static ProblemException refused(Runnable work) {
        ProblemException problem = catchThrowableOfType(ProblemException.class, work::run);
        assertThat(problem).isNotNull();
        return problem;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Actor actor, String object, ListRequest request) {
        return (List<Map<String, Object>>)
                RecordWorld.parse(world.json.list(actor, object, request)).get("records");
    }

    private static List<Object> titles(Actor actor, String filter) {
        return list(actor, "visit", ListRequest.of(filter, 50).sortedBy("title")).stream()
                .map(row -> row.get("title"))
                .toList();
    }

    @Test
    void aRecordIsFlatJsonWithNullsNamesAndWithoutMaskedFields() {
        Map<String, Object> record = RecordWorld.parse(world.json.get(worker, "folder", shown, null));
        assertThat(record)
                .containsEntry("id", shown)
                .containsEntry("version", 2)
                .containsEntry("name", "Shown \"quoted\" \\ 中文")
                .containsEntry("amount", new BigDecimal("1.5"))
                .containsEntry("due", null)
                .containsEntry("labels", List.of("x", "y"))
                .containsEntry("keeper", Map.of("id", worker.userId(), "name", "WORKER"))
                .containsEntry("recordType", "plain")
                .doesNotContainKeys("secret", "deletedAt");
        assertThat(record.get("owner")).isEqualTo(Map.of("id", worker.userId(), "name", "WORKER"));
        assertThat((String) record.get("createdAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(RecordWorld.parse(world.json.get(admin, "folder", shown, null)))
                .containsEntry("secret", "hush");
    }

    @Test
    void namesBehindLinksAreOnlyThoseTheReaderMayRead() {
        List<Map<String, Object>> rows =
                list(worker, "visit", ListRequest.of(null, 50).sortedBy("title"));
        Map<String, Object> hiddenLink = new HashMap<>();
        hiddenLink.put("id", hidden);
        hiddenLink.put("name", null);
        assertThat(rows.get(0).get("folder")).isEqualTo(hiddenLink);
        assertThat(rows.get(1).get("folder")).isNull();
        assertThat(rows.get(2).get("folder")).isEqualTo(Map.of("id", shown, "name", "Shown \"quoted\" \\ 中文"));
        assertThat(List.<Object>copyOf((List<?>) rows.get(2).get("others")))
                .hasSize(2)
                .contains(hiddenLink);
        // The viewer's scope needs a value of the record, so the store is asked.
        assertThat(list(viewer, "visit", ListRequest.of("title = 'to shown'", 1))
                        .getFirst()
                        .get("folder"))
                .isEqualTo(Map.of("id", shown, "name", "Shown \"quoted\" \\ 中文"));
        assertThat(list(viewer, "visit", ListRequest.of("title = 'to hidden'", 1))
                        .getFirst()
                        .get("folder"))
                .isEqualTo(hiddenLink);
    }

    @Test
    void aRenamedRecordReadsByItsNewNameAtOnce() {
        String id = make(worker, "folder", "name", "Before");
        make(worker, "visit", "title", "renamed", "folder", id);
        assertThat(list(worker, "visit", ListRequest.of("title = 'renamed'", 1)).toString())
                .contains("Before");
        world.records.update(worker, "folder", id, Map.of("name", "After"), null);
        assertThat(list(worker, "visit", ListRequest.of("title = 'renamed'", 1)).toString())
                .contains("After");
    }

    @Test
    void fieldsOfLinkedRecordsComeInAListWhereTheReaderMayReadThem() {
        var request = ListRequest.of(null, 50)
                .sortedBy("title")
                .withFields(List.of("title", "folder.amount", "folder.owner", "folder.keeper.name"));
        List<Map<String, Object>> rows = list(worker, "visit", request);
        assertThat(rows.get(2))
                .containsEntry("folder.amount", new BigDecimal("1.5"))
                .containsEntry("folder.owner", Map.of("id", worker.userId(), "name", "WORKER"))
                .containsEntry("folder.keeper.name", "WORKER")
                .doesNotContainKeys("cost", "createdAt");
        assertThat(rows.get(0)).containsEntry("folder.amount", null).containsEntry("title", "to hidden");
        assertThat(list(admin, "visit", request).get(0)).containsEntry("folder.amount", 900);
    }

    @Test
    void maskedFieldsDoNotExistInAnyPartOfAQuestion() {
        assertThat(refused(() -> list(worker, "folder", ListRequest.of("secret = 'hush'", 5)))
                        .problems()
                        .getFirst()
                        .code())
                .isEqualTo("UNKNOWN_NAME");
        assertThat(refused(() -> list(worker, "visit", ListRequest.of("folder.secret = 'hush'", 5)))
                        .code())
                .isEqualTo("INVALID_FILTER");
        ProblemException problem = refused(() -> list(
                worker, "folder", ListRequest.of(null, 5).sortedBy("-secret").withFields(List.of("secret", "nmae"))));
        assertThat(problem.problems().stream().map(p -> p.code() + " " + p.path()))
                .containsExactly("UNKNOWN_FIELD /sort/0", "UNKNOWN_FIELD /fields/0", "UNKNOWN_FIELD /fields/1");
        assertThat(refused(() -> world.records.aggregate(
                                worker,
                                "folder",
                                new AggregateRequest(
                                        null,
                                        List.of(new AggregateRequest.Group("secret", null, null)),
                                        List.of(),
                                        null,
                                        List.of(),
                                        10)))
                        .problems()
                        .getFirst()
                        .code())
                .isEqualTo("UNKNOWN_FIELD");
    }

    @Test
    void hiddenRecordsCanNotBeProbedThroughLinks() {
        assertThat(titles(admin, "folder.amount = 900")).containsExactly("to hidden");
        assertThat(titles(worker, "folder.amount = 900")).isEmpty();
        assertThat(titles(worker, "NOT folder.amount = 900")).contains("to hidden", "to shown", "to nobody");
        assertThat(titles(worker, "folder.amount <> 900"))
                .contains("to shown", "to nobody")
                .doesNotContain("to hidden");
        assertThat(titles(worker, "folder.amount <> 901")).doesNotContain("to hidden");
        assertThat(titles(viewer, "folder.name = 'Hidden'")).isEmpty();
        assertThat(refused(() -> list(worker, "visit", ListRequest.of(null, 5).sortedBy("folder.amount")))
                        .problems()
                        .getFirst()
                        .code())
                .isEqualTo("FIELD_NOT_SORTABLE");
        assertThat(list(admin, "visit", ListRequest.of("cost >= 5", 5).sortedBy("-folder.amount"))
                        .getFirst()
                        .get("title"))
                .isEqualTo("to hidden");
    }

    @Test
    void pagesCountsAndCursorsAgree() {
        for (int i = 0; i < 25; i++) {
            make(worker, "folder", "name", "page " + (i % 5), "amount", (long) i);
        }
        Set<Object> seen = new HashSet<>();
        String after = null;
        int pages = 0;
        do {
            var page = RecordWorld.parse(world.json.list(
                    worker,
                    "folder",
                    new ListRequest(
                            "STARTSWITH(name, 'page')",
                            null,
                            List.of("name", "-amount"),
                            List.of("name"),
                            1,
                            10,
                            true,
                            after,
                            false)));
            assertThat(page).containsEntry("total", 25);
            ((List<?>) page.get("records")).forEach(row -> seen.add(((Map<?, ?>) row).get("id")));
            after = (String) page.get("next");
            pages++;
        } while (after != null);
        assertThat(seen).hasSize(25);
        assertThat(pages).isEqualTo(3);
        assertThat(refused(() -> list(worker, "folder", ListRequest.of(null, 201)))
                        .code())
                .isEqualTo("INVALID_QUERY");
        assertThat(refused(() -> list(
                                worker,
                                "folder",
                                new ListRequest(null, null, List.of(), List.of(), 1, 5, false, "nonsense", false)))
                        .code())
                .isEqualTo("INVALID_PARAMETER");
        List<String> streamed = new ArrayList<>();
        world.records.stream(
                worker,
                "folder",
                ListRequest.of("STARTSWITH(name, 'page')", 1).sortedBy("amount"),
                record -> streamed.add(record.id()));
        assertThat(streamed).hasSize(25).isSorted();
    }

    @Test
    void searchesByWords() {
        make(worker, "folder", "name", "Alpha Beta", "externalId", "q-77");
        var found = list(
                worker,
                "folder",
                new ListRequest(null, "beta 77", List.of(), List.of("name"), 1, 5, false, null, false));
        assertThat(found).hasSize(1);
        assertThat(list(
                        peer,
                        "folder",
                        new ListRequest(null, "beta 77", List.of(), List.of("name"), 1, 5, false, null, false)))
                .isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked")
    void groupsWithinTheScopeAndByBuckets() {
        for (int month = 1; month <= 3; month++) {
            make(worker, "folder", "name", "g", "amount", 10L * month, "due", "2026-0" + month + "-15");
            make(peer, "folder", "name", "g", "amount", 1000L, "due", "2026-0" + month + "-15");
        }
        var request = new AggregateRequest(
                "name = 'g'",
                List.of(new AggregateRequest.Group("due", "month", null)),
                List.of(new AggregateRequest.Measure("sum", "amount", "total")),
                "total > 10",
                List.of("-total"),
                10);
        List<Map<String, Object>> rows =
                (List<Map<String, Object>>) RecordWorld.parse(world.json.aggregate(worker, "folder", request))
                        .get("rows");
        assertThat(rows).containsExactly(Map.of("due", "2026-03", "total", 30), Map.of("due", "2026-02", "total", 20));
        var byOwner = new AggregateRequest(
                "name = 'g'",
                List.of(new AggregateRequest.Group("owner", null, null)),
                List.of(new AggregateRequest.Measure("count", null, null)),
                null,
                List.of(),
                10);
        assertThat(RecordWorld.parse(world.json.aggregate(worker, "folder", byOwner))
                        .get("rows"))
                .isEqualTo(List.of(Map.of("owner", Map.of("id", worker.userId(), "name", "WORKER"), "count", 3)));
    }

    /** What the splicing writer says against what the store, the grants and single reads say, put together naively. */
    @Test
    void splicedAnswersSayWhatEveryReaderMaySeeAndNothingElse() {
        Random random = new Random(42);
        String[] people = {"worker", "peer", "boss", "keeper", "admin"};
        List<String> ids = new ArrayList<>(List.of(hidden, shown));
        for (int i = 0; i < 60; i++) {
            Map<String, Object> values = new HashMap<>();
            values.put("name", "random " + i);
            put(values, random, "level", random.nextBoolean() ? "a" : "b");
            put(values, random, "secret", "s" + i);
            put(values, random, "amount", new BigDecimal(random.nextInt(100_000)).movePointLeft(2));
            put(values, random, "rate", (long) random.nextInt(100));
            put(values, random, "count", (long) random.nextInt());
            put(values, random, "due", "2026-0" + (1 + random.nextInt(9)) + "-11");
            put(values, random, "labels", List.of("\"", "\\", "标签"));
            put(values, random, "place", Map.of("city", "杭州 \"x\"", "street", "}{[],:"));
            put(values, random, "parent", ids.get(random.nextInt(ids.size())));
            put(values, random, "keeper", world.userId(people[random.nextInt(people.length)]));
            values.put("owner", world.userId(people[random.nextInt(people.length)]));
            ids.add(world.records.create(admin, "folder", values).id());
        }
        List<String> all = world.catalog().getObject("folder").ownFields().stream()
                .map(field -> field.name())
                .toList();
        for (String person : List.of("worker", "peer", "boss", "keeper", "viewer", "admin")) {
            Actor actor = world.actor(person);
            List<String> asked = all.stream()
                    .filter(name -> random.nextInt(4) > 0 && actor.grants().mayRead("folder", name))
                    .toList();
            for (Map<String, Object> row :
                    list(actor, "folder", ListRequest.of(null, 200).withFields(asked))) {
                RecordView stored = world.records.get(admin, "folder", (String) row.get("id"));
                assertThat(world.records.find(actor, "folder", stored.id())).isPresent();
                Map<String, Object> expected = new HashMap<>();
                expected.put("id", stored.id());
                expected.put("version", (int) stored.version());
                for (String name : asked) {
                    expected.put(name, naive(actor, stored, name));
                }
                assertThat(row).isEqualTo(expected);
            }
            Set<String> readable = new HashSet<>();
            ids.stream()
                    .filter(id -> world.records.find(actor, "folder", id).isPresent())
                    .forEach(readable::add);
            Set<Object> listed = new HashSet<>();
            list(actor, "folder", ListRequest.of("STARTSWITH(name, 'random')", 200))
                    .forEach(row -> listed.add(row.get("id")));
            readable.removeAll(Set.of(hidden, shown));
            assertThat(listed).isEqualTo(readable);
        }
    }

    private static void put(Map<String, Object> values, Random random, String name, Object value) {
        if (random.nextInt(3) > 0) {
            values.put(name, value);
        }
    }

    private static Object naive(Actor actor, RecordView stored, String name) {
        Object value = stored.get(name);
        boolean many = name.equals("labels");
        if (value == null) {
            return many ? List.of() : null;
        }
        if (name.equals("parent") || name.equals("keeper")) {
            String object = name.equals("parent") ? "folder" : "user";
            Map<String, Object> link = new HashMap<>();
            link.put("id", value);
            link.put(
                    "name",
                    world.records.find(actor, object, (String) value).isPresent()
                            ? world.records.get(admin, object, (String) value).text("name")
                            : null);
            return link;
        }
        return JSON.readValue(JSON.writeValueAsBytes(WriteChecks.json(value)), Object.class);
    }
}
