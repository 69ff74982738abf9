package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The expression language over HTTP: its functions, and expressions checked and tried by whoever writes them. */
class ExpressionsIT {
    private final TestServer server = TestServer.shared();
    private final Api admin = server.as("admin");
    private final Api seller = server.as("seller");

    private static Map<String, Object> question(String expression) {
        return Map.of("object", "account", "expression", expression);
    }

    @Test
    void tellsEveryFunctionWithHelpAndExamples() {
        JsonNode functions = seller.get("/meta/functions").expect(200).path("functions");

        assertThat(functions.size()).isGreaterThan(200);
        JsonNode left = null;
        for (JsonNode function : functions) {
            left = function.path("name").asString().equals("LEFT") ? function : left;
        }
        assertThat(left.path("help").path("zh-CN").asString()).isNotBlank();
        assertThat(left.path("parameters").path(1).path("type").asString()).isEqualTo("number");
        assertThat(left.path("examples").path(0).path("result").asString()).isEqualTo("Tre");
    }

    @Test
    void tellsTheTypeAndWhatAnExpressionReads() {
        JsonNode answer = seller.post("/meta/expressions/check", question("UPPER(name) & owner.name"))
                .expect(200);

        assertThat(answer.path("ok").asBoolean()).isTrue();
        assertThat(answer.path("type").asString()).isEqualTo("text");
        assertThat(answer.path("references").toString()).isEqualTo("[\"name\",\"owner.name\"]");
        assertThat(answer.has("value")).isFalse();
    }

    @Test
    void placesEveryProblemInTheCallersLanguage() {
        JsonNode problems = seller.post("/meta/expressions/check", question("nmae & LEFF(name, 1)"))
                .expect(200)
                .path("problems");

        assertThat(problems.path(0).path("code").asString()).isEqualTo("UNKNOWN_NAME");
        assertThat(problems.path(0).path("params").path("suggestion").asString())
                .isEqualTo("name");
        assertThat(problems.path(1).path("params").path("offset").asInt()).isEqualTo(7);
        assertThat(problems.path(1).path("message").asString()).contains("LEFF");
    }

    @Test
    void triesAnExpressionOnARecord() {
        JsonNode account =
                seller.post("/records/account", Map.of("name", "Trellis 客户")).expect(201);

        JsonNode answer = seller.post(
                        "/meta/expressions/check",
                        Map.of(
                                "object",
                                "account",
                                "expression",
                                "LEN(name) * 2",
                                "record",
                                account.path("id").asString()))
                .expect(200);

        assertThat(answer.path("value").decimalValue()).isEqualByComparingTo("20");
        Map<String, Object> nothing = Map.of(
                "object",
                "account",
                "expression",
                "website",
                "record",
                account.path("id").asString());
        assertThat(seller.post("/meta/expressions/check", nothing)
                        .expect(200)
                        .path("value")
                        .isNull())
                .as("an empty value is told as such")
                .isTrue();
    }

    @Test
    void expectsTheTypeOfAField() {
        String object = TestServer.freshName("parcel");
        admin.put(
                        "/meta/objects/" + object,
                        Map.of(
                                "label",
                                object,
                                "nameField",
                                "title",
                                "fields",
                                List.of(
                                        Map.of("name", "title", "type", "text"),
                                        Map.of(
                                                "name",
                                                "size",
                                                "type",
                                                "select",
                                                "options",
                                                List.of("small", "large")))))
                .expect(201);
        Map<String, Object> wrong = Map.of("object", object, "field", "size", "expression", "\"smal\"");

        JsonNode answer = admin.post("/meta/expressions/check", wrong).expect(200);

        assertThat(answer.path("ok").asBoolean()).isFalse();
        assertThat(answer.path("problems").path(0).path("code").asString()).isEqualTo("UNKNOWN_OPTION");
        assertThat(admin.post("/meta/expressions/check", Map.of("object", object, "field", "weight", "expression", "1"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void saysWhatThePlaceForbids() {
        assertThat(codes("formula", "NOW() > createdAt")).containsExactly("FORMULA_NOT_STEADY 0 3");
        assertThat(codes("formula", "TODAY() > DATEVALUE(createdAt)")).isEmpty();
        assertThat(codes("default", "name & owner.name")).containsExactly("FORMULA_NOT_LOCAL 7 10");
        assertThat(codes("rollupFilter", "owner.name = \"li\"")).containsExactly("ROLLUP_NOT_LOCAL 0 10");
        assertThat(codes("score", "1 + YEAR(TODAY())")).containsExactly("FORMULA_NOT_STEADY 9 5");
        assertThat(seller.post(
                                "/meta/expressions/check",
                                Map.of("object", "account", "expression", "1", "place", "nowhere"))
                        .status())
                .isEqualTo(422);
    }

    private List<String> codes(String place, String expression) {
        JsonNode answer = seller.post(
                        "/meta/expressions/check",
                        Map.of("object", "account", "place", place, "expression", expression))
                .expect(200);
        List<String> codes = new ArrayList<>();
        answer.path("problems").forEach(problem -> {
            JsonNode params = problem.path("params");
            codes.add(problem.path("code").asString() + " "
                    + params.path("offset").asInt() + " "
                    + params.path("length").asInt());
        });
        assertThat(answer.path("ok").asBoolean()).isEqualTo(codes.isEmpty());
        return codes;
    }

    @Test
    void triesAFilterThatLooksBack() {
        String account = id("account", "Trellis 回看");
        String other = id("account", "Trellis 别处");
        Map<String, Object> question =
                Map.of("object", "account", "this", "account", "expected", "boolean", "expression", "name = this.name");

        JsonNode untried = seller.post("/meta/expressions/check", with(question, "record", account))
                .expect(200);
        assertThat(untried.path("ok").asBoolean()).isTrue();
        assertThat(untried.path("references").toString()).isEqualTo("[\"name\",\"this.name\"]");
        assertThat(untried.has("value")).isFalse();

        Map<String, Object> placed = with(with(question, "record", account), "thisRecord", account);
        assertThat(seller.post("/meta/expressions/check", placed)
                        .expect(200)
                        .path("value")
                        .asBoolean())
                .isTrue();
        Map<String, Object> elsewhere = with(placed, "thisRecord", other);
        assertThat(seller.post("/meta/expressions/check", elsewhere)
                        .expect(200)
                        .path("value")
                        .asBoolean())
                .isFalse();
        assertThat(seller.post("/meta/expressions/check", with(placed, "thisRecord", "acc_none"))
                        .status())
                .isEqualTo(404);
    }

    private String id(String object, String name) {
        return seller.post("/records/" + object, Map.of("name", name))
                .expect(201)
                .path("id")
                .asString();
    }

    private static Map<String, Object> with(Map<String, Object> question, String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(question);
        more.put(key, value);
        return more;
    }

    @Test
    void showsNoValueOfWhatTheCallerMayNotRead() {
        var world = new AccessFixture(server);
        String own = world.chiefs.iterator().next();
        String foreign = world.plots.stream()
                .filter(id -> !world.chiefs.contains(id))
                .findFirst()
                .orElseThrow();
        Map<String, Object> secret = Map.of("object", world.plot, "expression", "LEN(secret)", "record", own);
        Map<String, Object> open = Map.of("object", world.plot, "expression", "size", "record", own);

        Api reader = world.as("chief");
        assertThat(reader.post("/meta/expressions/check", open)
                        .expect(200)
                        .path("value")
                        .decimalValue())
                .isEqualByComparingTo("0.5");
        JsonNode unknown = reader.post("/meta/expressions/check", secret).expect(200);
        assertThat(unknown.path("problems").path(0).path("code").asString()).isEqualTo("UNKNOWN_NAME");
        assertThat(unknown.has("value")).isFalse();
        assertThat(reader.post("/meta/expressions/check", with(open, "record", foreign))
                        .status())
                .isEqualTo(404);

        // Who shapes the system may name every field, which does not show what is in it, not even behind this.
        letDesign(world);
        Api designer = world.as("chief");
        assertThat(designer.post("/meta/expressions/check", Map.of("object", world.plot, "expression", "LEN(secret)"))
                        .expect(200)
                        .path("ok")
                        .asBoolean())
                .isTrue();
        assertThat(designer.post("/meta/expressions/check", secret).status()).isEqualTo(403);
        Map<String, Object> back =
                with(with(secret, "this", world.plot), "expression", "ISBLANK(title) OR ISBLANK(this.secret)");
        assertThat(designer.post("/meta/expressions/check", with(back, "thisRecord", own))
                        .status())
                .isEqualTo(403);
    }

    private void letDesign(AccessFixture world) {
        JsonNode set = admin.get("/meta/permission-sets/" + world.set).expect(200);
        ((ObjectNode) set).putArray("system").add("manageMetadata");
        assertThat(admin.put("/meta/permission-sets/" + world.set, set).status())
                .isEqualTo(200);
    }

    @Test
    void refusesWhatTheCallerMayNotReadAndWrongQuestions() {
        Map<String, Object> nowhere = Map.of("object", "account", "expression", "name", "record", "acc_none");
        assertThat(seller.post("/meta/expressions/check", nowhere).status()).isEqualTo(404);
        Map<String, Object> nothing = Map.of("object", "nothing", "expression", "1");
        assertThat(seller.post("/meta/expressions/check", nothing).status()).isEqualTo(404);
        assertThat(seller.post("/meta/expressions/check", Map.of("object", "account"))
                        .status())
                .isEqualTo(422);
        assertThat(admin.post("/meta/expressions/check", List.of(1)).status()).isEqualTo(422);
        assertThat(Api.anonymous(server.url()).get("/meta/functions").status()).isEqualTo(401);
    }
}
