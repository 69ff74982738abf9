package io.trellis.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.Problem;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(
        classes = ProblemWebTest.App.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "trellis.limits.json=1MB")
class ProblemWebTest {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ProblemWebConfiguration.class, ProblemAdvice.class, ErrorPage.class, Things.class})
    static class App {}

    record Thing(String name, int size, BigDecimal price) {}

    @RestController
    static class Things {
        @PostMapping("/api/v1/things")
        Thing make(@RequestBody Thing thing) {
            return thing;
        }

        @PostMapping("/api/v1/any")
        Map<String, Object> any(@RequestBody Map<String, Object> body) {
            return body;
        }

        @GetMapping("/api/v1/things")
        Map<String, Object> find(@RequestParam int page) {
            throw page == 1
                    ? ProblemException.invalid(
                            "INVALID_VALUE", List.of(Problem.of("UNKNOWN_FIELD", "/nam", "name", "nam")))
                    : new IllegalStateException("secret detail");
        }
    }

    @LocalServerPort
    int port;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void saysWhereJsonIsMalformed() throws Exception {
        var answer = post("/api/v1/things", "{\n  \"name\": oops}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"MALFORMED_JSON\"", "\"line\":2");
    }

    @Test
    void refusesWhatFollowsTheJsonDuplicatesAndDeepNesting() throws Exception {
        assertThat(post("/api/v1/any", "{} x").body()).contains("MALFORMED_JSON");
        assertThat(post("/api/v1/any", "{} {}").body()).contains("MALFORMED_JSON");
        assertThat(post("/api/v1/any", "{\"a\":1,\"a\":2}").body()).contains("MALFORMED_JSON");
        assertThat(post("/api/v1/any", "{\"a\":" + "[".repeat(101) + "]".repeat(101) + "}")
                        .body())
                .contains("JSON_TOO_COMPLEX");
        assertThat(post("/api/v1/any", "").body()).contains("MISSING_BODY");
    }

    @Test
    void keepsDecimalsExact() throws Exception {
        assertThat(post("/api/v1/any", "{\"a\":123456789012.123456,\"b\":0.10}").body())
                .isEqualTo("{\"a\":123456789012.123456,\"b\":0.10}");
    }

    @Test
    void suggestsTheKeyThatWasMeant() throws Exception {
        var answer = post("/api/v1/things", "{\"nmae\":\"a\",\"size\":1}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("UNKNOWN_FIELD", "\"suggestion\":\"name\"", "\"path\":\"/nmae\"");
    }

    @Test
    void namesThePlaceOfAWrongType() throws Exception {
        assertThat(post("/api/v1/things", "{\"name\":\"a\",\"size\":\"big\"}").body())
                .contains("INVALID_VALUE", "\"path\":\"/size\"", "\"expected\":\"int\"");
        assertThat(post("/api/v1/things", "{\"name\":\"a\"}").body()).contains("\"path\":\"/size\"");
        assertThat(post("/api/v1/things", "[]").statusCode()).isEqualTo(400);
    }

    @Test
    void answersInTheLanguageAskedFor() throws Exception {
        assertThat(get("/api/v1/things?page=1", "Accept-Language", "en-US,en;q=0.9")
                        .body())
                .contains("There is no field \\\"nam\\\"");
        assertThat(get("/api/v1/things?page=1", "Accept-Language", "fr, zh;q=0.5")
                        .body())
                .contains("没有名为“nam”的字段");
        assertThat(get("/api/v1/things?page=1", "Accept-Language", ";;q=x").statusCode())
                .isEqualTo(422);
    }

    @Test
    void showsOnlyAnIdOfUnexpectedFailures() throws Exception {
        var answer = get("/api/v1/things?page=2", "Accept", "*/*");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("UNEXPECTED", "errorId").doesNotContain("secret", "IllegalState");
    }

    @Test
    void explainsWrongParametersPathsAndMethods() throws Exception {
        assertThat(get("/api/v1/things", "Accept", "*/*").body()).contains("MISSING_PARAMETER", "page");
        assertThat(get("/api/v1/things?page=x", "Accept", "*/*").body()).contains("INVALID_PARAMETER");
        assertThat(get("/api/v1/nothing", "Accept", "text/html").body()).contains("\"code\":\"NOT_FOUND\"");
        var wrong = client.send(
                HttpRequest.newBuilder(uri("/api/v1/any")).DELETE().build(), HttpResponse.BodyHandlers.ofString());
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow")).contains("POST");
        assertThat(get("/api/v1/any", "Accept", "application/xml").statusCode()).isEqualTo(405);
        var type = client.send(
                HttpRequest.newBuilder(uri("/api/v1/any"))
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("x"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(type.statusCode()).isEqualTo(415);
    }

    @Test
    void stopsBodiesBeyondTheLimitWhetherAnnouncedOrNot() throws Exception {
        String large = "{\"a\":\"" + "x".repeat(1_500_000) + "\"}";
        assertThat(post("/api/v1/any", large).statusCode()).isEqualTo(413);
        var streamed = client.send(
                HttpRequest.newBuilder(uri("/api/v1/any"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(
                                () -> new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(streamed.statusCode()).isEqualTo(413);
        assertThat(streamed.body()).contains("TOO_LARGE", "1024 KB");
    }

    @Test
    void neverShowsAPageOfTheContainer() throws Exception {
        for (String start : List.of(
                "GET /api/v1/[x HTTP/1.1",
                "GET /api/v1/%zz HTTP/1.1",
                "GET /api/%2e%2e%2f/x HTTP/1.1",
                "GET /api/v1/things?page=%zz HTTP/1.1",
                "GET /api\\v1 HTTP/1.1",
                "FOO /api/v1/things HTTP/1.1",
                "TRACE /api/v1/things HTTP/1.1",
                "GET /api/v1/" + "x".repeat(100_000) + " HTTP/1.1",
                "GET /api/v1/x;a=b HTTP/1.1",
                "GET /api/v1/%00 HTTP/1.1",
                "GET /error HTTP/1.1",
                "rubbish")) {
            String answer = raw(start + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            String shown = start.substring(0, Math.min(60, start.length()));
            assertThat(answer).as(shown).doesNotContain("<html", "<!doctype", "Exception", "Apache Tomcat");
            assertThat(answer).as(shown).matches("(?s)HTTP/1.1 4\\d\\d.*");
        }
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String header, String value) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path)).header(header, value).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
