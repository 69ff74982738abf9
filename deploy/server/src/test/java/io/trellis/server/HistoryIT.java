package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Histories and the past over HTTP, also of fields that have another name by now. */
class HistoryIT {
    private final TestServer server = TestServer.shared();
    private final Api admin = server.as("admin");
    private String object;
    private String part;

    @BeforeEach
    void define() {
        object = TestServer.freshName("case");
        part = TestServer.freshName("step");
        admin.put(
                        "/meta/objects/" + object,
                        Map.of(
                                "name",
                                object,
                                "label",
                                Map.of("zh-CN", "案", "en-US", "Case"),
                                "nameField",
                                "title",
                                "fields",
                                List.of(
                                        Map.of("name", "title", "type", "text"),
                                        Map.of("name", "cost", "type", "decimal", "scale", 2),
                                        Map.of("name", "notes", "type", "text"))))
                .expect(201);
        admin.put(
                        "/meta/objects/" + part,
                        Map.of(
                                "name",
                                part,
                                "label",
                                Map.of("zh-CN", "步", "en-US", "Step"),
                                "nameField",
                                "title",
                                "fields",
                                List.of(
                                        Map.of("name", "title", "type", "text"),
                                        Map.of("name", "main", "type", "masterDetail", "target", object))))
                .expect(201);
    }

    private String make(Map<String, Object> values) {
        return admin.post("/records/" + object, values).expect(201).path("id").asString();
    }

    private static Instant pause() {
        Instant now = Instant.now();
        while (Instant.now().toEpochMilli() <= now.toEpochMilli()) {
            Thread.onSpinWait();
        }
        return now;
    }

    private JsonNode history(String id, String query) {
        return admin.get("/records/" + object + "/" + id + "/history?" + query).expect(200);
    }

    @Test
    void pagesAndFiltersByFieldPersonAndPeriod() {
        String id = make(Map.of("title", "one", "cost", 1));
        for (int i = 2; i <= 5; i++) {
            admin.patch("/records/" + object + "/" + id, Map.of("cost", i)).expect(200);
        }
        Instant middle = pause();
        admin.patch("/records/" + object + "/" + id, Map.of("title", "two")).expect(200);
        JsonNode first = history(id, "size=2");
        assertThat(first.path("changes").valueStream())
                .extracting(one -> one.path("version").asInt())
                .containsExactly(6, 5);
        JsonNode second = history(id, "size=10&before=" + first.path("next").asString());
        assertThat(second.path("changes").valueStream())
                .extracting(one -> one.path("version").asInt())
                .containsExactly(4, 3, 2, 1);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(history(id, "field=title").path("changes")).hasSize(2);
        assertThat(history(id, "from=" + middle).path("changes")).hasSize(1);
        assertThat(history(id, "to=" + middle).path("changes")).hasSize(5);
        assertThat(history(id, "by=usr_nobody").path("changes")).isEmpty();
        for (String bad : List.of("size=x", "before=x", "from=x", "details=x", "feild=title")) {
            assertThat(admin.get("/records/" + object + "/" + id + "/history?" + bad)
                            .status())
                    .as(bad)
                    .isEqualTo(400);
        }
        assertThat(admin.get("/records/" + object + "/" + id + "/history?field=none")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void saysThroughWhatAChangeCame() {
        String id = make(Map.of("title", "one"));
        admin.post(
                        "/records/" + object + "/bulk",
                        Map.of("operation", "update", "records", List.of(Map.of("id", id, "title", "two"))))
                .expect(200);
        JsonNode changes = history(id, "").path("changes");
        assertThat(changes.path(0).path("via").asString()).isEqualTo("bulk");
        assertThat(changes.path(0).path("ref").asString()).isEqualTo("api");
        assertThat(changes.path(1).path("via").asString()).isEqualTo("api");
    }

    @Test
    void detailsAreToldWithTheirMaster() {
        String id = make(Map.of("title", "one"));
        String step = admin.post("/records/" + part, Map.of("title", "s", "main", id))
                .expect(201)
                .path("id")
                .asString();
        admin.patch("/records/" + part + "/" + step, Map.of("title", "t")).expect(200);
        admin.delete("/records/" + object + "/" + id).expect(204);
        JsonNode changes = history(id, "details=true").path("changes");
        assertThat(changes.valueStream()
                        .map(one -> one.path("object").asString() + " "
                                + one.path("kind").asString()))
                .contains(
                        object + " deleted",
                        part + " deleted",
                        part + " updated",
                        part + " created",
                        object + " created");
        assertThat(history(id, "").path("changes")).hasSize(2);
        JsonNode newest = history(id, "details=true&size=1");
        assertThat(newest.path("changes"))
                .as("what went together is told together")
                .hasSize(2);
        assertThat(history(id, "details=true&before=" + newest.path("next").asString())
                        .path("changes"))
                .hasSize(3);
    }

    @Test
    void followsFieldsThatWereRenamedAndTellsAuditorsOfThoseRemoved() {
        String id = make(Map.of("title", "one", "cost", 1, "notes", "old"));
        Instant then = pause();
        admin.patch("/records/" + object + "/" + id, Map.of("cost", 2, "notes", "new"))
                .expect(200);
        pause();
        admin.put("/meta/objects/" + object + "/fields/cost", Map.of("name", "price", "type", "decimal", "scale", 2))
                .expect(200);
        admin.delete("/meta/objects/" + object + "/fields/notes").expect(204);
        JsonNode change = history(id, "").path("changes").path(0);
        assertThat(change.path("fields").path("price").toString()).isEqualTo("{\"from\":1,\"to\":2}");
        assertThat(change.path("removed").path("notes").path("from").asString()).isEqualTo("old");
        JsonNode past =
                admin.get("/records/" + object + "/" + id + "?asOf=" + then).expect(200);
        assertThat(past.path("price").asInt()).isEqualTo(1);
        assertThat(past.path("version").asInt()).isEqualTo(1);
        JsonNode list = admin.get(
                        "/records/" + object + "?count=true&filter=" + Api.encode("price = 1") + "&asOf=" + then)
                .expect(200);
        assertThat(list.path("total").asInt()).isEqualTo(1);
        assertThat(list.path("asOf").asString()).startsWith(then.toString().substring(0, 19));
        assertThat(admin.post("/records/" + object + "/query", Map.of("asOf", then.toString(), "filter", "price = 2"))
                        .expect(200)
                        .path("records"))
                .isEmpty();
    }

    @Test
    void momentsThatAreNoneAreRefused() {
        String id = make(Map.of("title", "one"));
        for (String bad : List.of(
                "yesterday",
                "2026-13-01T00:00:00Z",
                "2026-01-01",
                "1900-01-01T00:00:00Z",
                "9999-01-01T00:00:00Z",
                "%2B999999999-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00Z")) {
            assertThat(admin.get("/records/" + object + "?asOf=" + bad).status())
                    .as(bad)
                    .isEqualTo(400);
            assertThat(admin.get("/records/" + object + "/" + id + "?asOf=" + bad)
                            .status())
                    .as(bad)
                    .isEqualTo(400);
        }
        assertThat(admin.get("/records/" + object + "/" + id + "?asOf=2020-01-01T00:00:00Z")
                        .code())
                .isEqualTo("RECORD_NOT_THEN");
        assertThat(admin.get("/records/" + object + "?asOf=" + Instant.now() + "&after=nonsense")
                        .status())
                .isEqualTo(400);
    }
}
