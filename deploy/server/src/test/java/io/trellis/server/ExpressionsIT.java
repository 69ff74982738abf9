package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

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
