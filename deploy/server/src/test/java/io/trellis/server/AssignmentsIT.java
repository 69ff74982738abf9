package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Assignment rules over HTTP: new records without an owner go to whom the rules say, in turns or by load, and the rules explain themselves. */
class AssignmentsIT {
    private final TestServer server = TestServer.shared();
    private final Api admin = server.as("admin");
    private final String object = TestServer.freshName("enquiry");

    @BeforeEach
    void defineObject() {
        admin.put(
                        "/meta/objects/" + object,
                        Map.of(
                                "label", "Enquiry",
                                "nameField", "title",
                                "fields",
                                        List.of(
                                                Map.of("name", "title", "type", "text", "required", true),
                                                Map.of("name", "closed", "type", "boolean"),
                                                Map.of("name", "region", "type", "text"))))
                .expect(201);
    }

    private Api.Answer rule(Object... entries) {
        return admin.put(
                "/meta/assignments/" + object + ".who",
                Map.of("name", "who", "object", object, "entries", List.of(entries)));
    }

    private static Map<String, Object> entry(String when, String method, String... users) {
        Map<String, Object> entry = new LinkedHashMap<>();
        if (when != null) {
            entry.put("when", when);
        }
        entry.put("users", List.of(users));
        entry.put("method", method);
        return entry;
    }

    private String create(String region) {
        return owner(admin.post("/records/" + object, Map.of("title", "t", "region", region))
                .expect(201));
    }

    private String id(String username) {
        return admin.get("/records/user?filter=" + Api.encode("username = '" + username + "'"))
                .expect(200)
                .path("records")
                .path(0)
                .path("id")
                .asString();
    }

    private static String owner(JsonNode record) {
        return record.path("owner").path("id").asString();
    }

    @Test
    void turnsGoRoundAlsoWhenManyWriteAtOnce() throws Exception {
        rule(entry("region = 'east'", "roundRobin", "seller", "seller2"), entry(null, "fixed", "manager"))
                .expect(201);

        List<Thread> threads = new ArrayList<>();
        List<String> owners = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 8; i++) {
            threads.add(
                    Thread.ofPlatform().start(() -> IntStream.range(0, 5).forEach(_ -> owners.add(create("east")))));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        Map<String, Integer> counts = new HashMap<>();
        owners.forEach(owner -> counts.merge(owner, 1, Integer::sum));
        assertThat(counts).isEqualTo(Map.of(id("seller"), 20, id("seller2"), 20));
        assertThat(create("west")).isEqualTo(id("manager"));
    }

    @Test
    void aSentOwnerStaysAndBulkIsAssignedToo() {
        rule(entry(null, "roundRobin", "seller", "seller2")).expect(201);

        JsonNode sent = admin.post("/records/" + object, Map.of("title", "t", "owner", id("manager")))
                .expect(201);
        assertThat(owner(sent)).isEqualTo(id("manager"));

        List<Map<String, Object>> rows = IntStream.range(0, 10)
                .<Map<String, Object>>mapToObj(i -> Map.of("title", "row " + i))
                .toList();
        admin.post("/records/" + object + "/bulk", Map.of("operation", "create", "records", rows))
                .expect(200);
        for (String seller : List.of("seller", "seller2")) {
            assertThat(admin.get("/records/" + object + "?count=true&filter="
                                    + Api.encode("owner = '" + id(seller) + "'"))
                            .expect(200)
                            .path("total")
                            .asInt())
                    .isEqualTo(5);
        }
    }

    @Test
    void theLeastLoadedGetsTheNextAndTheReasonIsTold() {
        Map<String, Object> entry = entry(null, "leastLoad", "seller", "seller2");
        entry.put("load", "closed = false OR ISBLANK(closed)");
        rule(entry).expect(201);
        for (int i = 0; i < 3; i++) {
            admin.post("/records/" + object, Map.of("title", "t", "owner", id("seller")))
                    .expect(201);
        }

        JsonNode told = admin.post("/assignments/evaluate", Map.of("object", object, "values", Map.of("title", "x")))
                .expect(200);
        assertThat(told.path("user").asString()).isEqualTo(id("seller2"));
        JsonNode tried = told.path("tried").path(0);
        assertThat(tried.path("outcome").asString()).isEqualTo("chosen");
        assertThat(tried.path("candidates").path(1).path("load").asInt()).isEqualTo(3);
        assertThat(List.of(create("a"), create("a"), create("a"))).containsOnly(id("seller2"));

        assertThat(server.as("seller")
                        .post("/assignments/evaluate", Map.of("object", object))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aRestrictedPersonsRecordGoesToSomebodyTheyDoNotSee() {
        rule(entry(null, "fixed", "seller2")).expect(201);
        Api seller = server.as("seller");
        JsonNode lead = seller.post("/records/lead", Map.of("name", "n", "company", "c"))
                .expect(201);
        assertThat(owner(lead)).isEqualTo(id("seller"));

        admin.put(
                        "/meta/assignments/lead.handOver",
                        Map.of(
                                "name", "handOver",
                                "object", "lead",
                                "when", "company = 'handed over'",
                                "entries", List.of(entry(null, "fixed", "seller2"))))
                .expect(201);
        try {
            JsonNode given = seller.post("/records/lead", Map.of("name", "n", "company", "handed over"))
                    .expect(201);
            assertThat(seller.get("/records/lead/" + given.path("id").asString())
                            .status())
                    .isEqualTo(404);
            assertThat(owner(server.as("seller2")
                            .get("/records/lead/" + given.path("id").asString())
                            .expect(200)))
                    .isEqualTo(id("seller2"));
        } finally {
            admin.delete("/meta/assignments/lead.handOver");
        }
    }

    @Test
    void whatIsWrongIsSaidAtItsPlace() {
        Map<String, Object> bad = entry("regio = 'x'", "fixed", "seller");
        bad.put("role", "sellr");
        bad.put("load", "title = 'x'");
        Api.Answer answer = rule(bad, Map.of("method", "fixed"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text())
                .contains(
                        "/entries/0/when",
                        "/entries/0/role",
                        "ROLE_MISSING",
                        "/entries/0/load",
                        "KEY_OF_OTHER_TYPE",
                        "/entries/1");
        assertThat(admin.put(
                                "/meta/assignments/user.x",
                                Map.of(
                                        "name",
                                        "x",
                                        "object",
                                        "user",
                                        "entries",
                                        List.of(entry(null, "fixed", "seller"))))
                        .hasProblem("OBJECT_NOT_OWNED", "/object"))
                .isTrue();
    }

    @Test
    void turnsGoOnWhereTheyWereWhenEntriesChangePlaces() {
        rule(entry(null, "roundRobin", "seller", "seller2")).expect(201);
        String first = create("east");
        rule(entry("region = 'north'", "roundRobin", "manager"), entry(null, "roundRobin", "seller", "seller2"))
                .expect(200);
        assertThat(create("east")).isNotEqualTo(first);

        Map<String, Object> named = entry(null, "roundRobin", "seller", "seller2");
        named.put("name", "rest");
        rule(named).expect(200);
        String before = create("east");
        Map<String, Object> widened = entry("region <> 'north'", "roundRobin", "seller", "seller2");
        widened.put("name", "rest");
        rule(widened).expect(200);
        assertThat(create("east")).isNotEqualTo(before);

        assertThat(rule(named, widened).hasProblem("DUPLICATE_NAME", "/entries/1/name"))
                .isTrue();
    }

    @Test
    void aTriggersOwnerStands() {
        rule(entry(null, "fixed", "seller")).expect(201);
        admin.put(
                        "/meta/scripts/" + TestServer.freshName("owns"),
                        Map.of(
                                "type",
                                "trigger",
                                "object",
                                object,
                                "when",
                                "before",
                                "on",
                                List.of("create"),
                                "source",
                                "if (record.region === 'own') { record.owner = '" + id("manager") + "'; }"))
                .expect(201);
        assertThat(create("own")).isEqualTo(id("manager"));
        assertThat(create("east")).isEqualTo(id("seller"));
    }

    @Test
    void misspeltPeopleAreToldBeforeAnythingIsPublished() {
        Map<String, Object> entry = entry(null, "fixed", "seller", "seler2");
        Api.Answer refused = rule(entry);
        assertThat(refused.hasProblem("USER_MISSING", "/entries/0/users/1")).isTrue();
        assertThat(refused.text()).contains("seller2");
        Map<String, Object> nowhere = new LinkedHashMap<>(Map.of("department", "Nowhere at all", "method", "fixed"));
        assertThat(rule(nowhere).hasProblem("DEPARTMENT_MISSING", "/entries/0/department"))
                .isTrue();

        JsonNode told = admin.post(
                        "/assignments/evaluate",
                        Map.of("object", object, "values", Map.of(), "definition", Map.of("entries", List.of(entry))))
                .expect(200);
        assertThat(told.at("/unknown/0/code").asString()).isEqualTo("USER_MISSING");
        assertThat(told.at("/unknown/0/path").asString()).isEqualTo("/entries/0/users/1");
        assertThat(told.path("user").asString()).isEqualTo(id("seller"));
    }

    @Test
    void aRuleCanBeTriedBeforeItIsPublished() {
        rule(entry(null, "fixed", "seller")).expect(201);
        Map<String, Object> draft =
                Map.of("name", "who", "entries", List.of(entry("region = 'west'", "fixed", "manager")));
        JsonNode west = admin.post(
                        "/assignments/evaluate",
                        Map.of("object", object, "values", Map.of("region", "west"), "definition", draft))
                .expect(200);
        assertThat(west.path("user").asString()).isEqualTo(id("manager"));
        assertThat(west.path("version").isNull()).isTrue();
        assertThat(create("west")).isEqualTo(id("seller"));

        Map<String, Object> wrong = Map.of("name", "who", "entries", List.of(entry("regio = 'west'", "fixed", "x")));
        Api.Answer refused =
                admin.post("/assignments/evaluate", Map.of("object", object, "values", Map.of(), "definition", wrong));
        assertThat(refused.hasProblem("UNKNOWN_NAME", "/definition/entries/0/when"))
                .isTrue();
        assertThat(server.as("seller")
                        .post("/assignments/evaluate", Map.of("object", object, "definition", draft))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whoIsDeactivatedOrDoesNotMeetTheConditionOnPeopleIsPassedOver() {
        String gone = TestServer.freshName("gone");
        JsonNode person = admin.post(
                        "/records/user", Map.of("username", gone, "name", "Gone", "roles", List.of("seller")))
                .expect(201);
        rule(entry(null, "fixed", gone, "seller", "seller2")).expect(201);
        assertThat(create("east")).isEqualTo(person.path("id").asString());

        admin.patch("/records/user/" + person.path("id").asString(), Map.of("active", false))
                .expect(200);
        assertThat(create("east")).isEqualTo(id("seller"));
        JsonNode told = admin.post("/assignments/evaluate", Map.of("object", object, "values", Map.of()))
                .expect(200);
        assertThat(told.at("/unknown/0/code").asString()).isEqualTo("USER_INACTIVE");

        Map<String, Object> able = entry(null, "fixed", "seller", "seller2");
        able.put("people", "name <> '" + name("seller") + "'");
        rule(able).expect(200);
        assertThat(create("east")).isEqualTo(id("seller2"));
        able.put("people", "skill = 'x'");
        assertThat(rule(able).hasProblem("UNKNOWN_NAME", "/entries/0/people")).isTrue();
    }

    @Test
    void rolesAndDepartmentsMustFitTogether() {
        JsonNode seller = admin.get("/records/user/" + id("seller")).expect(200);
        String department = seller.at("/department/name").asString();
        String role = seller.at("/roles/0").asString();
        rule(Map.of("role", role, "department", department, "users", List.of("manager", "seller"), "method", "fixed"))
                .expect(201);
        assertThat(create("east")).isEqualTo(id("seller"));
        rule(Map.of("role", role, "department", department, "method", "fixed")).expect(200);
        JsonNode told = admin.post("/assignments/evaluate", Map.of("object", object, "values", Map.of()))
                .expect(200);
        for (JsonNode candidate : told.at("/tried/0/candidates")) {
            JsonNode person = admin.get("/records/user/" + candidate.path("id").asString())
                    .expect(200);
            assertThat(person.at("/department/name").asString()).isEqualTo(department);
            assertThat(person.path("roles").toString()).contains('"' + role + '"');
        }
        assertThat(told.at("/tried/0/candidates").toString()).contains("\"seller\"");
    }

    private String name(String username) {
        return admin.get("/records/user/" + id(username))
                .expect(200)
                .path("name")
                .asString();
    }
}
