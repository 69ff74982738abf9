package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Duplicate rules over HTTP: whichever way a record is written, its double is found, told as far as the writer may know, and refused. */
class DuplicatesIT {
    private final TestServer server = TestServer.shared();
    private final Api admin = server.as("admin");
    private final String object = TestServer.freshName("customer");

    @BeforeEach
    void defineObject() {
        admin.put(
                        "/meta/objects/" + object,
                        Map.of(
                                "label", "Customer",
                                "nameField", "title",
                                "fields",
                                        List.of(
                                                Map.of("name", "title", "type", "text", "required", true),
                                                Map.of("name", "phone", "type", "phone"),
                                                Map.of("name", "city", "type", "text"),
                                                Map.of("name", "closed", "type", "boolean"))))
                .expect(201);
    }

    private static Map<String, Object> like(String... fieldsAndBy) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int i = 0; i < fieldsAndBy.length; i += 2) {
            all.add(Map.of("field", fieldsAndBy[i], "by", fieldsAndBy[i + 1]));
        }
        return Map.of("all", all);
    }

    private Map<String, Object> rule(String name, String action, Object... match) {
        return new HashMap<>(Map.of("name", name, "object", object, "action", action, "match", List.of(match)));
    }

    private void publish(Map<String, Object> rule) {
        admin.put("/meta/duplicate-rules/" + rule.get("object") + "." + rule.get("name"), rule)
                .expect(201);
    }

    private String create(Object... fieldsAndValues) {
        return post(fieldsAndValues).expect(201).path("id").asString();
    }

    private Api.Answer post(Object... fieldsAndValues) {
        return admin.post("/records/" + object, values(fieldsAndValues));
    }

    private static Map<String, Object> values(Object... fieldsAndValues) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            values.put((String) fieldsAndValues[i], fieldsAndValues[i + 1]);
        }
        return values;
    }

    private JsonNode check(Api api, Map<String, Object> question) {
        return api.post("/duplicates/check", question).expect(200);
    }

    /** Waits until what was there before the rules has been filed. */
    private void awaitReady() throws InterruptedException {
        while (!check(admin, Map.of("object", object)).path("ready").asBoolean()) {
            Thread.sleep(20);
        }
    }

    @Test
    void aDoubleIsRefusedHoweverItIsWrittenAndItsOriginalIsNamed() {
        publish(rule("same", "block", like("title", "company", "city", "text"), like("phone", "phone")));
        String first = create("title", "上海市华联（集团）有限公司", "city", "上海", "phone", "+86 138-0000-1111");

        Api.Answer double1 = post("title", "上海华联集团股份有限公司", "city", " 上海 ");
        assertThat(double1.status()).isEqualTo(422);
        JsonNode problem = double1.body().path("problems").path(0);
        assertThat(problem.path("code").asString()).isEqualTo("DUPLICATE_FOUND");
        assertThat(problem.path("path").asString()).isEmpty();
        assertThat(problem.path("message").asString()).contains("华联（集团）");
        JsonNode match = problem.path("params").path("matches").path(0);
        assertThat(match.path("id").asString()).isEqualTo(first);
        assertThat(match.path("object").asString()).isEqualTo(object);

        assertThat(post("title", "other", "phone", "0086 13800001111").hasProblem("DUPLICATE_FOUND", "/phone"))
                .isTrue();
        create("title", "上海华联集团股份有限公司", "city", "北京");
        create("title", "no phone");
        create("title", "no phone either");

        // A record that is not made worse can be worked on, and nothing is its own double.
        admin.patch("/records/" + object + "/" + first, Map.of("closed", true, "phone", "13800001111"))
                .expect(200);
        String second = create("title", "second", "phone", "13900000000");
        assertThat(admin.patch("/records/" + object + "/" + second, Map.of("phone", "138 0000 1111"))
                        .hasProblem("DUPLICATE_FOUND", "/phone"))
                .isTrue();
        // Once the first has another number, its old one is free.
        admin.patch("/records/" + object + "/" + first, Map.of("phone", "13700000000"))
                .expect(200);
        admin.patch("/records/" + object + "/" + second, Map.of("phone", "13800001111"))
                .expect(200);
        assertThat(admin.patch("/records/" + object + "/" + first, Map.of("phone", "13800001111"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void peopleAreAskedBeforeTheyMakeWhatLooksLikeADouble() {
        Map<String, Object> rule = rule("ask", "warn", like("title", "text"));
        rule.put("when", "closed <> TRUE");
        rule.put("message", Map.of("zh-CN", "这个客户好像已有", "en-US", "Seems to be there"));
        publish(rule);
        String first = create("title", "Acme!");
        Api.Answer warned = post("title", "ＡＣＭＥ");
        assertThat(warned.status()).isEqualTo(422);
        assertThat(warned.body()
                        .path("problems")
                        .path(0)
                        .path("params")
                        .path("action")
                        .asString())
                .isEqualTo("warn");
        assertThat(warned.text()).contains(first);
        create("title", "acme", "closed", true);
        admin.post("/records/" + object + "?allowDuplicates=true", Map.of("title", "acme"))
                .expect(201);
        assertThat(admin.post("/records/" + object + "?allowDuplicates=no", Map.of("title", "acme"))
                        .status())
                .isEqualTo(422);

        JsonNode told = check(admin, Map.of("object", object, "values", Map.of("title", "acme")));
        assertThat(told.path("duplicates").path(0).path("matches").size()).isEqualTo(3);
        assertThat(told.path("duplicates").path(0).path("message").path("en-US").asString())
                .isEqualTo("Seems to be there");
        assertThat(told.path("trace").path(0).path("outcome").asString()).isEqualTo("found");
        JsonNode closed = check(admin, Map.of("object", object, "values", Map.of("title", "acme", "closed", true)));
        assertThat(closed.path("duplicates").size()).isZero();
        assertThat(closed.path("trace").path(0).path("outcome").asString()).isEqualTo("notMet");
        assertThat(check(admin, Map.of("object", object, "id", first))
                        .path("duplicates")
                        .size())
                .isZero();
    }

    @Test
    void rowsOfABulkAreComparedWithEachOtherToo() {
        publish(rule("phones", "block", like("phone", "phone")));
        create("title", "there", "phone", "13800002222");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            rows.add(Map.of("title", "row " + i, "phone", "139" + String.format("%08d", i / 2)));
        }
        rows.add(Map.of("title", "again", "phone", "138-0000-2222"));
        JsonNode done = admin.post("/records/" + object + "/bulk", Map.of("operation", "create", "records", rows))
                .expect(200);
        assertThat(done.path("created").asInt()).isEqualTo(750);
        assertThat(done.path("failed").asInt()).isEqualTo(751);
        assertThat(done.path("results")
                        .path(1)
                        .path("problems")
                        .path(0)
                        .path("params")
                        .path("names")
                        .asString())
                .isEqualTo("row 0");
        assertThat(done.path("results")
                        .path(1500)
                        .path("problems")
                        .path(0)
                        .path("path")
                        .asString())
                .isEqualTo("/records/1500/phone");

        JsonNode none = admin.post(
                        "/records/" + object + "/bulk",
                        Map.of(
                                "operation",
                                "create",
                                "allOrNothing",
                                true,
                                "records",
                                List.of(
                                        Map.of("title", "a", "phone", "13011111111"),
                                        Map.of("title", "b", "phone", "130 1111 1111"))))
                .expect(200);
        assertThat(none.path("created").asInt()).isZero();
        create("title", "free", "phone", "13011111111");
    }

    @Test
    void rowsOfABulkMayChangePlacesButNotTakeWhatIsNotGivenUp() {
        publish(rule("phones", "block", like("phone", "phone")));
        String a = create("title", "a", "phone", "13100000001");
        String b = create("title", "b", "phone", "13100000002");
        JsonNode swapped = update(Map.of("id", a, "phone", "13100000002"), Map.of("id", b, "phone", "13100000001"));
        assertThat(swapped.path("updated").asInt()).isEqualTo(2);

        Map<String, Object> refused = values("id", a, "phone", "13100000003", "title", null);
        JsonNode taken = update(refused, Map.of("id", b, "phone", "13100000002"));
        assertThat(taken.path("failed").asInt()).isEqualTo(2);
        assertThat(taken.path("results")
                        .path(1)
                        .path("problems")
                        .path(0)
                        .path("code")
                        .asString())
                .isEqualTo("DUPLICATE_FOUND");
    }

    private JsonNode update(Object... rows) {
        return admin.post("/records/" + object + "/bulk", Map.of("operation", "update", "records", List.of(rows)))
                .expect(200);
    }

    @Test
    void ofManyWhoWriteTheSameAtOnceOneComesThrough() throws Exception {
        publish(rule("phones", "block", like("phone", "phone")));
        List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(writer -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 10; i++) {
                        statuses.add(post("title", "writer " + writer, "phone", "1380000330" + i)
                                .status());
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(statuses).containsOnly(201, 422);
        assertThat(Collections.frequency(statuses, 201)).isEqualTo(10);
    }

    @Test
    void whatWasThereBeforeARuleIsFoundAndWhatIsGoneIsNot() throws Exception {
        String first = create("title", "first", "phone", "13800004444");
        String binned = create("title", "binned", "phone", "13800005555");
        admin.delete("/records/" + object + "/" + binned).expect(204);
        publish(rule("phones", "block", like("phone", "phone")));
        awaitReady();
        assertThat(post("title", "x", "phone", "13800004444").status()).isEqualTo(422);

        create("title", "while it is away", "phone", "13800005555");
        assertThat(admin.post("/records/" + object + "/" + binned + "/restore", Map.of())
                        .hasProblem("DUPLICATE_FOUND", "/phone"))
                .isTrue();

        admin.delete("/records/" + object + "/" + first).expect(204);
        String next = create("title", "next", "phone", "13800004444");
        admin.delete("/records/" + object + "/" + next + "?purge=true").expect(204);
        admin.post("/records/" + object + "/" + first + "/restore", Map.of()).expect(200);
        assertThat(post("title", "x", "phone", "13800004444").status()).isEqualTo(422);

        // Taken back and published again: the keys are made anew.
        admin.delete("/meta/duplicate-rules/" + object + ".phones").expect(204);
        create("title", "allowed", "phone", "13800004444");
        publish(rule("phones", "warn", like("phone", "phone"), like("title", "exact")));
        awaitReady();
        assertThat(check(admin, Map.of("object", object, "values", Map.of("phone", "13800004444")))
                        .path("duplicates")
                        .path(0)
                        .path("matches")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void recordsOfAnotherObjectAreComparedWhereTheyMeetACondition() {
        String lead = TestServer.freshName("enquiry");
        admin.put(
                        "/meta/objects/" + lead,
                        Map.of(
                                "label", "Enquiry",
                                "nameField", "subject",
                                "fields",
                                        List.of(
                                                Map.of("name", "subject", "type", "text", "required", true),
                                                Map.of("name", "company", "type", "text"),
                                                Map.of("name", "open", "type", "boolean"))))
                .expect(201);
        publish(Map.of(
                "name",
                "known",
                "object",
                lead,
                "action",
                "block",
                "match",
                List.of(like("company", "company")),
                "against",
                List.of(
                        Map.of("object", object, "fields", Map.of("company", "title"), "when", "closed <> TRUE"),
                        Map.of("object", lead, "when", "open = TRUE"))));
        create("title", "Beta Co., Ltd.");
        create("title", "Gamma Inc", "closed", true);
        assertThat(admin.post("/records/" + lead, Map.of("subject", "s", "company", "BETA"))
                        .hasProblem("DUPLICATE_FOUND", "/company"))
                .isTrue();
        admin.post("/records/" + lead, Map.of("subject", "s", "company", "Gamma"))
                .expect(201);
        admin.post("/records/" + lead, Map.of("subject", "s", "company", "Gamma", "open", true))
                .expect(201);
        assertThat(admin.post("/records/" + lead, Map.of("subject", "s", "company", "Gamma"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void whoMayNotSeeTheOriginalIsToldThatThereIsOneAndItsOwnerOnlyWhereTheRuleSaysSo() {
        Map<String, Object> rule = new HashMap<>(Map.of(
                "name", "doubles",
                "object", "lead",
                "action", "block",
                "when", "STARTSWITH(company, 'Doubled')",
                "match", List.of(like("company", "text"))));
        publish(rule);
        try {
            Api seller = server.as("seller");
            String secret = TestServer.freshName("person");
            String id = server.as("seller2")
                    .post("/records/lead", Map.of("name", secret, "company", "Doubled Ltd"))
                    .expect(201)
                    .path("id")
                    .asString();
            Map<String, Object> same = Map.of("name", "n", "company", "doubled ltd");
            Api.Answer refused = seller.post("/records/lead", same);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text()).doesNotContain(secret, id);
            JsonNode params = refused.body().path("problems").path(0).path("params");
            assertThat(params.path("hidden").asInt()).isEqualTo(1);
            JsonNode told = check(seller, Map.of("object", "lead", "values", same));
            assertThat(told.toString()).doesNotContain(secret, id);
            assertThat(told.path("duplicates").path(0).path("hidden").asInt()).isEqualTo(1);

            rule.put("reveal", true);
            admin.put("/meta/duplicate-rules/lead.doubles", rule).expect(200);
            Api.Answer revealed = seller.post("/records/lead", same);
            assertThat(revealed.text()).contains(secret).doesNotContain(id);
            assertThat(revealed.body()
                            .path("problems")
                            .path(0)
                            .path("params")
                            .path("matches")
                            .path(0)
                            .path("owner")
                            .asString())
                    .isNotEmpty();
        } finally {
            admin.delete("/meta/duplicate-rules/lead.doubles");
        }
    }

    @Test
    void whatIsWrongIsSaidAtItsPlace() {
        Map<String, Object> bad = rule("bad", "warn", like("title", "text", "title", "text"), like("closed", "phone"));
        bad.put("when", "titel = 'x'");
        bad.put("message", Map.of("en-US", "only English"));
        bad.put(
                "against",
                List.of(
                        Map.of("object", object, "fields", Map.of("titel", "title", "title", "nothing")),
                        Map.of("object", object),
                        Map.of("object", "nowhere")));
        Api.Answer answer = admin.put("/meta/duplicate-rules/" + object + ".bad", bad);
        assertThat(answer.status()).isEqualTo(422);
        List<String> places = StreamSupport.stream(
                        answer.body().path("problems").spliterator(), false)
                .map(problem -> problem.path("code").asString() + " "
                        + problem.path("path").asString())
                .toList();
        assertThat(places)
                .contains(
                        "MISSING_KEY /message",
                        "DUPLICATE_FIELD_TWICE /match/0/all/1/field",
                        "DUPLICATE_FIELD_TYPE /match/1/all/0/field",
                        "DUPLICATE_FIELD_UNUSED /against/0/fields/titel",
                        "FIELD_MISSING /against/0/fields/title",
                        "DUPLICATE_OBJECT_TWICE /against/1/object",
                        "OBJECT_MISSING /against/2/object")
                .anyMatch(place -> place.endsWith(" /when"));
        assertThat(admin.post("/duplicates/check", Map.of("object", object, "values", Map.of("titel", "x")))
                        .status())
                .isEqualTo(422);
        assertThat(admin.post("/duplicates/check", Map.of("object", "nowhere")).status())
                .isEqualTo(404);
        assertThat(admin.post("/duplicates/check", List.of()).status()).isEqualTo(422);
    }
}
