package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The same user, the same object, every path: the same records, and never the hidden field. */
class AccessParityIT {
    private static AccessFixture world;
    private static Api chief;

    @BeforeAll
    static void build() {
        world = new AccessFixture(TestServer.shared());
        chief = world.as("chief");
    }

    /** A way to find out which plots there are. */
    private interface Path {
        Set<String> visible() throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> everyPathShowsTheSameRecords() {
        var paths = new LinkedHashMap<String, Path>();
        paths.put(
                "list",
                () -> AccessFixture.ids(chief.get("/records/" + world.plot + "?size=200")
                        .expect(200)
                        .path("records")));
        paths.put("list by cursor", AccessParityIT::byCursor);
        paths.put("list by page", AccessParityIT::byPage);
        paths.put(
                "list with q",
                () -> AccessFixture.ids(chief.get("/records/" + world.plot + "?size=200&q=needle")
                        .expect(200)
                        .path("records")));
        paths.put("list with a filter that is always true", () -> filtered("size >= 0 OR size < 0"));
        paths.put(
                "list with a filter by owner",
                () -> filtered("owner = '" + world.users.get("stranger") + "' OR owner <> '"
                        + world.users.get("stranger") + "'"));
        paths.put(
                "query",
                () -> AccessFixture.ids(
                        chief.post("/records/" + world.plot + "/query", Map.of("size", 200, "sort", List.of("-size")))
                                .expect(200)
                                .path("records")));
        paths.put("get one by one", () -> answering("/records/" + world.plot + "/"));
        paths.put("history one by one", () -> each(id -> "/records/" + world.plot + "/" + id + "/history"));
        paths.put(
                "search",
                () -> AccessFixture.ids(chief.get("/search?q=needle&size=50&objects=" + world.plot)
                        .expect(200)
                        .path("results")));
        paths.put(
                "details",
                () -> mastersOf(
                        chief.get("/records/" + world.part + "?size=200")
                                .expect(200)
                                .path("records"),
                        "of"));
        paths.put(
                "names behind links",
                () -> mastersOf(
                        chief.get("/records/" + world.sign + "?size=200")
                                .expect(200)
                                .path("records"),
                        "at"));
        paths.put("group by id of the owner", AccessParityIT::aggregated);
        paths.put("export", AccessParityIT::exported);
        paths.put("explanation", AccessParityIT::explained);
        return paths.entrySet().stream()
                .map(path -> DynamicTest.dynamicTest(path.getKey(), () -> {
                    Set<String> seen = new TreeSet<>(path.getValue().visible());
                    seen.retainAll(world.plots);
                    assertThat(seen).isEqualTo(new TreeSet<>(world.chiefs));
                }));
    }

    private static Set<String> filtered(String filter) {
        return AccessFixture.ids(chief.get("/records/" + world.plot + "?size=200&filter=" + Api.encode(filter))
                .expect(200)
                .path("records"));
    }

    private static Set<String> byCursor() {
        Set<String> seen = new LinkedHashSet<>();
        String after = "";
        do {
            JsonNode page = chief.get("/records/" + world.plot + "?size=4&sort=size"
                            + (after.isEmpty() ? "" : "&after=" + Api.encode(after)))
                    .expect(200);
            seen.addAll(AccessFixture.ids(page.path("records")));
            after = page.path("next").asString("");
        } while (!after.isEmpty());
        return seen;
    }

    private static Set<String> byPage() {
        Set<String> seen = new LinkedHashSet<>();
        JsonNode first =
                chief.get("/records/" + world.plot + "?size=5&count=true").expect(200);
        int total = first.path("total").asInt();
        assertThat(total).isEqualTo(world.chiefs.size());
        for (int page = 1; page <= (total + 4) / 5; page++) {
            seen.addAll(AccessFixture.ids(chief.get("/records/" + world.plot + "?size=5&page=" + page)
                    .expect(200)
                    .path("records")));
        }
        return seen;
    }

    private static Set<String> answering(String prefix) {
        return each(id -> prefix + id);
    }

    private static Set<String> each(java.util.function.UnaryOperator<String> path) {
        Set<String> seen = new LinkedHashSet<>();
        for (String id : world.plots) {
            Api.Answer answer = chief.get(path.apply(id));
            assertThat(answer.status()).isIn(200, 404);
            if (answer.status() == 200) {
                seen.add(id);
            } else {
                assertThat(answer.code()).isEqualTo("NOT_FOUND");
            }
        }
        return seen;
    }

    private static Set<String> mastersOf(JsonNode records, String link) {
        Set<String> seen = new LinkedHashSet<>();
        for (JsonNode record : records) {
            if (!record.path(link).path("name").isNull()
                    && !record.path(link).path("name").isMissingNode()) {
                seen.add(record.path(link).path("id").asString());
            }
        }
        return seen;
    }

    /** Aggregates tell no ids, so what they add up to is compared. */
    private static Set<String> aggregated() {
        JsonNode rows = chief.post(
                        "/records/" + world.plot + "/aggregate",
                        Map.of(
                                "groupBy",
                                List.of("colour"),
                                "measures",
                                List.of(
                                        Map.of("function", "count", "as", "n"),
                                        Map.of("function", "sum", "field", "size", "as", "total"))))
                .expect(200)
                .path("rows");
        int count = 0;
        double sum = 0;
        for (JsonNode row : rows) {
            count += row.path("n").asInt();
            sum += row.path("total").asDouble();
        }
        assertThat(count).isEqualTo(world.chiefs.size());
        assertThat(sum).isEqualTo(2 * (0.5 + 1.5 + 2.5 + 3.5 + 4.5 + 5.5 + 6.5));
        return world.chiefs;
    }

    private static Set<String> exported() throws InterruptedException {
        JsonNode job = chief.post(
                        "/exports", Map.of("object", world.plot, "format", "csv", "fields", List.of("id", "title")))
                .body();
        String id = job.path("id").asString();
        String state = "";
        for (int i = 0; i < 200 && !state.equals("done"); i++) {
            state = chief.get("/exports/" + id).expect(200).path("state").asString();
            assertThat(state).isNotEqualTo("failed");
            Thread.sleep(50);
        }
        String file = chief.get("/exports/" + id + "/file").text();
        Set<String> seen = new LinkedHashSet<>();
        world.plots.stream().filter(file::contains).forEach(seen::add);
        assertThat(file).doesNotContain("treasure");
        assertThat(world.as("stranger").get("/exports/" + id + "/file").status())
                .isEqualTo(404);
        return seen;
    }

    private static Set<String> explained() {
        Set<String> seen = new LinkedHashSet<>();
        for (String id : world.plots) {
            JsonNode explanation = chief.get("/access/explain?object=" + world.plot + "&id=" + id + "&action=edit")
                    .expect(200);
            assertThat(explanation.path("reasons")).isNotEmpty();
            if (explanation.path("allowed").asBoolean()) {
                seen.add(id);
            }
        }
        return seen;
    }

    @Test
    void noPathChangesWhatIsNotVisible() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String id : world.plots) {
            if (!world.chiefs.contains(id)) {
                assertThat(chief.patch("/records/" + world.plot + "/" + id, Map.of("title", "mine now", "version", 1))
                                .status())
                        .isEqualTo(404);
                assertThat(chief.delete("/records/" + world.plot + "/" + id).status())
                        .isEqualTo(404);
                assertThat(chief.post("/records/" + world.plot + "/" + id + "/restore", Map.of())
                                .status())
                        .isEqualTo(404);
                assertThat(chief.delete("/records/" + world.plot + "/" + id + "?purge=true")
                                .status())
                        .isIn(403, 404);
                assertThat(chief.patch("/records/" + world.part + "/" + world.partsByPlot.get(id), Map.of("title", "x"))
                                .status())
                        .isEqualTo(404);
                assertThat(chief.post("/records/" + world.part, Map.of("title", "x", "of", id))
                                .status())
                        .isIn(403, 404, 422);
                rows.add(Map.of("id", id, "title", "mine now"));
            }
        }
        for (String operation : List.of("update", "delete")) {
            JsonNode results = chief.post(
                            "/records/" + world.plot + "/bulk", Map.of("operation", operation, "records", rows))
                    .expect(200)
                    .path("results");
            assertThat(results).hasSize(rows.size());
            results.forEach(result -> assertThat(result.path("status").asInt()).isEqualTo(404));
        }
        // Somebody else's key can neither be overtaken nor read.
        JsonNode upsert = chief.post(
                        "/records/" + world.plot + "/bulk",
                        Map.of(
                                "operation", "upsert",
                                "key", "code",
                                "records", List.of(Map.of("code", "stranger3", "title", "mine now"))))
                .expect(200);
        assertThat(upsert.path("results").path(0).path("status").asInt()).isGreaterThanOrEqualTo(400);
        for (String id : world.plots) {
            JsonNode record =
                    world.admin.get("/records/" + world.plot + "/" + id).expect(200);
            assertThat(record.path("title").asString()).startsWith("needle");
            assertThat(record.path("version").asInt()).isEqualTo(1);
        }
    }

    @Test
    void actionsStartOnlyFromVisibleRecords() {
        String action = "/actions/" + world.defineAction();
        String visible = world.chiefs.iterator().next();
        chief.get("/records/" + world.plot + "/" + visible + action).expect(200);
        for (String id : world.plots) {
            if (!world.chiefs.contains(id)) {
                String path = "/records/" + world.plot + "/" + id + action;
                assertThat(chief.get(path).status()).isEqualTo(404);
                assertThat(chief.post(path, Map.of("choices", Map.of())).status())
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void theHiddenFieldShowsNowhere() {
        String any = world.chiefs.iterator().next();
        for (String path : List.of(
                "/records/" + world.plot + "/" + any,
                "/records/" + world.plot + "?size=200",
                "/records/" + world.plot + "/" + any + "/history",
                "/search?q=needle&objects=" + world.plot)) {
            assertThat(chief.get(path).expect(200).toString()).as(path).doesNotContain("treasure", "\"secret\"");
        }
        assertThat(chief.get("/meta/catalog").text()).doesNotContain("\"secret\"");
        assertThat(chief.get("/openapi.json").text()).doesNotContain("\"secret\"");
        assertThat(AccessFixture.ids(chief.get("/records/" + world.plot + "?q=treasure")
                        .expect(200)
                        .path("records")))
                .isEmpty();
        assertThat(AccessFixture.ids(chief.get("/search?q=treasure&objects=" + world.plot)
                        .expect(200)
                        .path("results")))
                .isEmpty();
    }

    @Test
    void theHiddenFieldCanNotBeAskedForEither() {
        for (String query : List.of(
                "filter=" + Api.encode("secret = 'hidden treasure 1'"),
                "filter=" + Api.encode("CONTAINS(secret, 'treasure')"),
                "sort=secret",
                "fields=secret")) {
            assertThat(chief.get("/records/" + world.plot + "?" + query).status())
                    .as(query)
                    .isBetween(400, 422);
        }
        assertThat(chief.get("/records/" + world.sign + "?filter=" + Api.encode("at.secret = 'hidden treasure 1'"))
                        .status())
                .isBetween(400, 422);
        assertThat(chief.get("/records/" + world.sign + "?sort=at.secret").status())
                .isBetween(400, 422);
        assertThat(chief.post(
                                "/records/" + world.plot + "/aggregate",
                                Map.of(
                                        "groupBy",
                                        List.of("secret"),
                                        "measures",
                                        List.of(Map.of("function", "count", "as", "n"))))
                        .status())
                .isBetween(400, 422);
        String any = world.chiefs.iterator().next();
        assertThat(chief.patch("/records/" + world.plot + "/" + any, Map.of("secret", "mine"))
                        .status())
                .isBetween(400, 422);
        assertThat(chief.post("/records/" + world.plot, Map.of("title", "x", "secret", "mine"))
                        .status())
                .isBetween(400, 422);
    }

    @Test
    void aHiddenNameShowsNowhereEither() {
        var own = new AccessFixture(TestServer.shared());
        var rights = Map.of("create", true, "read", "own", "edit", "own", "delete", "own");
        own.admin
                .put(
                        "/meta/permission-sets/" + own.set,
                        Map.of(
                                "label", Map.of("zh-CN", "x", "en-US", "x"),
                                "objects",
                                        Map.of(
                                                own.plot,
                                                rights,
                                                own.sign,
                                                Map.of("create", true, "read", "all", "edit", "all", "delete", "none")),
                                "fields", Map.of(own.plot + ".title", Map.of("read", false, "edit", false))))
                .expect(200);
        Api caller = own.as("chief");
        for (String path : List.of(
                "/records/" + own.plot + "?size=200",
                "/records/" + own.sign + "?size=200",
                "/search?q=needle",
                "/records/" + own.part + "?size=200")) {
            assertThat(caller.get(path).text()).as(path).doesNotContain("needle chief");
        }
        assertThat(caller.get("/records/" + own.sign + "?filter=" + Api.encode("CONTAINS(at.title, 'needle')"))
                        .status())
                .isBetween(400, 422);
    }

    @Test
    void adminSeesEverythingIncludingTheHiddenField() {
        JsonNode page = world.admin
                .get("/records/" + world.plot + "?size=200&count=true")
                .expect(200);
        assertThat(AccessFixture.ids(page.path("records"))).containsAll(world.plots);
        assertThat(page.toString()).contains("hidden treasure");
    }

    @Test
    void aFilterThroughALinkDoesNotLookBehindTheScope() {
        // The sign is readable, the plot it points to is not: its values must not decide what is found.
        JsonNode found = chief.get(
                        "/records/" + world.sign + "?size=200&filter=" + Api.encode("CONTAINS(at.title, 'stranger')"))
                .body();
        assertThat(AccessFixture.ids(found.path("records"))).isEmpty();
    }
}
