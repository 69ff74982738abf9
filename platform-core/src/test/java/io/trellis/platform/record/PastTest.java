package io.trellis.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.query.ListRequest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was is answered as it was: lists and records are remembered as they pass, and asked for again much later. */
class PastTest {
    private static final List<String> FILTERS = List.of(
            "",
            "level = 'b'",
            "amount > 500",
            "due = NULL",
            "NOT (amount <= 300) OR level = 'a'",
            "CONTAINS(name, 'a')",
            "owner = ME()",
            "version > 1");
    private static final List<List<String>> SORTS = List.of(
            List.of(),
            List.of("name"),
            List.of("-amount"),
            List.of("level", "-due"),
            List.of("-updatedAt"),
            List.of("count", "amount", "-name"),
            List.of("owner", "-createdAt"));

    @TempDir
    Path folder;

    private RecordWorld world;
    private Actor admin;

    @BeforeEach
    void start() {
        world = new RecordWorld(folder);
        admin = world.actor("admin");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    /** A moment that everything before lies before, and everything after lies after. */
    private static Instant pause() {
        Instant moment = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        while (!Instant.now().truncatedTo(ChronoUnit.MILLIS).isAfter(moment)) {
            Thread.onSpinWait();
        }
        return moment;
    }

    private record Question(String filter, List<String> sort) {
        ListRequest at(Instant moment, int page, String after) {
            return new ListRequest(filter, null, sort, List.of(), page, 7, true, after, false, moment);
        }
    }

    private record Remembered(Instant moment, Question question, List<Map<String, Object>> rows) {}

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> rows(Actor actor, ListRequest request) {
        return ((List<Map<String, Object>>) RecordWorld.parse(world.json.list(actor, "folder", request))
                        .get("records"))
                .stream().map(PastTest::plain).toList();
    }

    /** Links without the names of what they point to, which are those of now. */
    private static Map<String, Object> plain(Map<String, Object> row) {
        Map<String, Object> plain = new LinkedHashMap<>();
        row.forEach((name, value) ->
                plain.put(name, value instanceof Map<?, ?> link && link.containsKey("id") ? link.get("id") : value));
        return plain;
    }

    private List<Map<String, Object>> pages(Actor actor, Question question, Instant moment, boolean cursors) {
        List<Map<String, Object>> all = new ArrayList<>();
        String after = null;
        for (int page = 1; ; page++) {
            ListRequest request = question.at(moment, cursors ? 1 : page, after);
            Map<String, Object> answer = RecordWorld.parse(world.json.list(actor, "folder", request));
            all.addAll(rows(actor, request));
            after = cursors ? (String) answer.get("next") : null;
            if (answer.get("next") == null) {
                assertThat(answer.get("total")).isEqualTo(all.size());
                return all;
            }
        }
    }

    @Test
    void listsOfThePastAreThoseThatWereSeenThen() {
        for (long seed = 1; seed <= 3; seed++) {
            var random = new Random(seed);
            var story = new Story(random);
            List<Remembered> remembered = new ArrayList<>();
            for (int step = 0; step < 160; step++) {
                story.step();
                if (step % 12 == 11) {
                    var question = new Question(
                            FILTERS.get(random.nextInt(FILTERS.size())), SORTS.get(random.nextInt(SORTS.size())));
                    List<Map<String, Object>> rows = pages(admin, question, null, false);
                    remembered.add(new Remembered(pause(), question, rows));
                }
            }
            for (Remembered then : remembered) {
                List<Map<String, Object>> expected = then.rows().stream()
                        .filter(row -> !story.purged.contains(row.get("id")))
                        .toList();
                for (boolean cursors : new boolean[] {true, false}) {
                    assertThat(pages(admin, then.question(), then.moment(), cursors))
                            .as("seed %s, %s", seed, then.question())
                            .isEqualTo(expected);
                }
                if (!then.question().filter().contains("ME()")) {
                    aRestrictedReaderSeesOfItWhatTheyMayReadNow(then, expected);
                }
            }
        }
    }

    private void aRestrictedReaderSeesOfItWhatTheyMayReadNow(Remembered then, List<Map<String, Object>> all) {
        Actor worker = world.actor("worker");
        Set<Object> readable = new HashSet<>();
        for (boolean deleted : new boolean[] {false, true}) {
            rows(worker, new ListRequest(null, null, List.of(), List.of(), 1, 200, false, null, deleted))
                    .forEach(row -> readable.add(row.get("id")));
        }
        List<Map<String, Object>> expected = new ArrayList<>();
        for (Map<String, Object> row : all) {
            if (readable.contains(row.get("id"))) {
                Map<String, Object> masked = new LinkedHashMap<>(row);
                masked.remove("secret");
                expected.add(masked);
            }
        }
        assertThat(pages(worker, then.question(), then.moment(), true)).isEqualTo(expected);
        for (Map<String, Object> row : all) {
            String id = (String) row.get("id");
            if (readable.contains(id)) {
                assertThat(plain(RecordWorld.parse(world.json.get(worker, "folder", id, then.moment()))))
                        .doesNotContainKey("secret")
                        .containsEntry("name", row.get("name"))
                        .containsEntry("version", row.get("version"));
            } else {
                assertThat(refused(() -> world.json.get(worker, "folder", id, then.moment()))
                                .code())
                        .isEqualTo("NOT_FOUND");
            }
        }
    }

    /** People at work: everything that can become of records. */
    private final class Story {
        private final Random random;
        private final List<String> live = new ArrayList<>();
        private final List<String> binned = new ArrayList<>();
        final Set<Object> purged = new HashSet<>();

        Story(Random random) {
            this.random = random;
        }

        void step() {
            Actor actor = world.actor(List.of("boss", "worker", "peer", "admin").get(random.nextInt(4)));
            int what = random.nextInt(20);
            if (live.size() < 5 || what < 5) {
                live.add(world.records.create(actor, "folder", values(actor)).id());
            } else if (what < 15) {
                world.records.update(admin, "folder", any(live), values(admin), null);
            } else if (what < 17) {
                String id = any(live);
                world.records.delete(admin, "folder", id, null);
                live.remove(id);
                binned.add(id);
            } else if (!binned.isEmpty()) {
                String id = any(binned);
                binned.remove(id);
                if (what < 19) {
                    world.records.restore(admin, "folder", id);
                    live.add(id);
                } else {
                    world.records.purge(admin, "folder", id);
                    purged.add(id);
                }
            }
        }

        private String any(List<String> ids) {
            return ids.get(random.nextInt(ids.size()));
        }

        private Map<String, Object> values(Actor actor) {
            Map<String, Object> values = new HashMap<>();
            values.put("name", "name " + (char) ('a' + random.nextInt(6)) + (random.nextBoolean() ? "\"中\\" : ""));
            maybe(values, "level", random.nextBoolean() ? "a" : "b");
            maybe(values, "amount", BigDecimal.valueOf(random.nextInt(1000)));
            maybe(values, "due", LocalDate.of(2026, 1 + random.nextInt(12), 1).toString());
            maybe(values, "labels", List.of("x", "y" + random.nextInt(3)));
            maybe(values, "place", Map.of("city", "C" + random.nextInt(3)));
            if (actor == admin) {
                maybe(values, "count", random.nextInt(4));
                maybe(values, "secret", "s" + random.nextInt(9));
                if (random.nextInt(3) == 0) {
                    values.put("owner", world.userId(random.nextBoolean() ? "worker" : "peer"));
                }
                if (random.nextInt(4) == 0) {
                    values.put("recordType", random.nextBoolean() ? "plain" : "special");
                }
            }
            return values;
        }

        private void maybe(Map<String, Object> values, String name, Object value) {
            int choice = random.nextInt(4);
            if (choice > 1) {
                values.put(name, choice == 2 ? value : null);
            }
        }
    }

    private static ProblemException refused(Runnable work) {
        ProblemException problem = catchThrowableOfType(ProblemException.class, work::run);
        assertThat(problem).isNotNull();
        return problem;
    }

    @Test
    void fieldsOfLinkedRecordsAreOfThenToo() {
        String parent =
                world.records.create(admin, "folder", Map.of("name", "before")).id();
        String child = world.records
                .create(admin, "folder", Map.of("name", "child", "parent", parent))
                .id();
        Instant then = pause();
        world.records.update(admin, "folder", parent, Map.of("name", "after"), null);
        var request =
                new ListRequest("name = 'child'", null, List.of(), List.of("parent.name"), 1, 50, false, null, false);
        assertThat(rows(admin, request.asOf(then)).getFirst()).containsEntry("parent.name", "before");
        assertThat(rows(admin, request).getFirst()).containsEntry("parent.name", "after");
        assertThat(child).isNotNull();
    }

    @Test
    void conditionsAndOrdersThroughLinksAreRefusedTogether() {
        var request = new ListRequest(
                "parent.level = 'a'", null, List.of("parent.name"), List.of(), 1, 50, false, null, false, pause());
        assertThat(refused(() -> world.json.list(admin, "folder", request)).problems())
                .extracting(problem -> problem.code() + " " + problem.path())
                .containsExactly("ASOF_THROUGH_LINK /filter", "ASOF_THROUGH_LINK /sort/0");
    }

    @Test
    void todayInAFilterIsTheDayThatIsAskedFor() {
        Instant then = pause();
        var request = ListRequest.of("createdAt > NOW()", 10);
        world.records.create(admin, "folder", Map.of("name", "later"));
        assertThat(rows(admin, request.asOf(then))).isEmpty();
        assertThat(refused(() -> world.json.list(
                                admin,
                                "folder",
                                new ListRequest(null, null, List.of(), List.of(), 1, 9, false, null, true, then)))
                        .code())
                .isEqualTo("INVALID_PARAMETER");
    }

    @Test
    void aRecordThatWasNotThereThenIsSaidToBeSo() {
        Instant before = pause();
        String id = world.records.create(admin, "folder", Map.of("name", "new")).id();
        Instant there = pause();
        world.records.delete(admin, "folder", id, null);
        Instant gone = pause();
        assertThat(refused(() -> world.json.get(admin, "folder", id, before)).code())
                .isEqualTo("RECORD_NOT_THEN");
        assertThat(RecordWorld.parse(world.json.get(admin, "folder", id, there)))
                .containsEntry("name", "new");
        assertThat(refused(() -> world.json.get(admin, "folder", id, gone)).code())
                .isEqualTo("RECORD_NOT_THEN");
        world.records.purge(admin, "folder", id);
        assertThat(refused(() -> world.json.get(admin, "folder", id, there)).code())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void detailsAreSeenAsTheirMasterIsSeenNow() {
        Actor worker = world.actor("worker");
        String mine =
                world.records.create(worker, "folder", Map.of("name", "mine")).id();
        String leaf = world.records
                .create(worker, "leaf", Map.of("title", "one", "folder", mine, "quantity", 1))
                .id();
        Instant then = pause();
        world.records.update(worker, "leaf", leaf, Map.of("quantity", 2), null);
        var request = ListRequest.of("folder = '" + mine + "'", 10).asOf(then);
        assertThat(world.records.list(worker, "leaf", request).records())
                .extracting(view -> view.get("quantity"))
                .containsExactly(1L);
        world.records.update(admin, "folder", mine, Map.of("owner", world.userId("peer")), null);
        assertThat(world.records.list(worker, "leaf", request).records()).isEmpty();
        assertThat(world.records.list(world.actor("peer"), "leaf", request).records())
                .hasSize(1);
    }
}
