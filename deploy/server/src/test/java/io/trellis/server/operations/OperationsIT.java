package io.trellis.server.operations;

import static io.trellis.server.operations.ServerProcess.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.server.Api;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class OperationsIT {
    private static final String PASSWORD = "a good password";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @TempDir
    Path home;

    private static Api boss(String url) {
        Api.withToken(url, "test-admin")
                .post("/tenants", Map.of("name", "acme", "adminUsername", "boss", "adminPassword", PASSWORD))
                .expect(201);
        return Api.signIn(url, "acme", "boss", PASSWORD);
    }

    @Test
    void everyCallCanBeFollowedThroughLogMetricsAndTraces() throws Exception {
        String metrics = "http://127.0.0.1:" + ServerProcess.freePort() + "/metrics";
        try (var collector = new Collector();
                var server = new ServerProcess(
                        home,
                        Map.of(
                                "TRELLIS_LOG_FORMAT", "json",
                                "TRELLIS_LOG_CALLS", "true",
                                "TRELLIS_MANAGEMENT_PORT",
                                        String.valueOf(URI.create(metrics).getPort()),
                                "TRELLIS_MANAGEMENT_TOKEN", "prometheus",
                                "OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(),
                                "OTEL_EXPORTER_OTLP_HEADERS", "X-Collector-Token=secret",
                                "OTEL_BSP_SCHEDULE_DELAY", "100"))) {
            server.awaitReady();
            Api boss = boss(server.url);
            JsonNode me = boss.get("/me").expect(200);
            String user = me.path("user").path("id").asString();
            Api.Answer answer = boss.send(
                    "GET",
                    "/records/user/" + user,
                    null,
                    "X-Request-Id",
                    "follow-me-0001",
                    "traceparent",
                    "00-" + TRACE + "-b7ad6b7169203331-01");
            answer.expect(200);
            assertThat(answer.response().headers().firstValue("X-Request-Id")).contains("follow-me-0001");
            JsonNode line = logged(server, "follow-me-0001");
            assertThat(line.path("message").asString())
                    .startsWith("GET /api/v1/records/{object}/{id} 200 ")
                    .doesNotContain(user);
            assertThat(line.path("tenant").asString()).isEqualTo("acme");
            assertThat(line.path("user").asString()).isEqualTo(user);
            assertThat(line.path("traceId").asString()).isEqualTo(TRACE);
            assertThat(line.path("status").asInt()).isEqualTo(200);
            assertThat(line.path("@timestamp").asString()).isNotEmpty();
            assertThat(server.log()).doesNotContain("\"boss\"");

            await("The trace", () -> collector.has("GET /api/v1/records/{object}/{id}"));
            await(
                    "The store's spans",
                    () -> collector.has("trellis.store find") && collector.has("trellis.store commit"));
            assertThat(collector.has(user)).as("records in traces").isFalse();
            assertThat(collector.tokens()).contains("secret");

            assertThat(read(metrics, null).statusCode()).isEqualTo(401);
            assertThat(read(metrics, "wrong").statusCode()).isEqualTo(401);
            String text = read(metrics, "prometheus").body();
            assertThat(text)
                    .contains(
                            "http_server_requests_seconds_count{method=\"GET\",status=\"200\",uri=\"/api/v1/records/{object}/{id}\"} 1")
                    .contains("trellis_store_seconds_count{operation=\"commit\",outcome=\"done\"}")
                    .contains("jvm_memory_used_bytes")
                    .contains("trellis_sessions")
                    .contains("trellis_catalog_seconds_count{operation=\"publish\"")
                    .doesNotContain(user)
                    .doesNotContain("acme");
        }
    }

    private static JsonNode logged(ServerProcess server, String requestId) throws InterruptedException {
        await("The line of the log", () -> server.log().contains(requestId));
        List<JsonNode> lines = server.log()
                .lines()
                .filter(line -> line.contains(requestId))
                .map(Api.JSON::readTree)
                .toList();
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    private static HttpResponse<String> read(String url, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void aNodeThatIsToldToStopSaysSoFirstAndFinishesItsWork() throws Exception {
        try (var server = new ServerProcess(
                home, Map.of("TRELLIS_DRAIN", "5s"), "-Xlog:class+load:file=" + home.resolve("classes.log"))) {
            server.awaitReady();
            Api boss = boss(server.url);
            assertThat(boss.get("/health").expect(200).path("status").asString())
                    .isEqualTo("up");
            server.terminate();
            await("Draining", () -> Api.anonymous(server.url)
                    .get("/health/ready")
                    .body()
                    .path("missing")
                    .path(0)
                    .asString("")
                    .equals("draining"));
            Api.Answer draining = Api.anonymous(server.url).get("/health/ready");
            assertThat(draining.status()).isEqualTo(503);
            assertThat(draining.response().headers().firstValue("Connection")).contains("close");
            assertThat(Api.anonymous(server.url).get("/health/live").status()).isEqualTo(200);
            boss.post("/records/department", Map.of("name", "Made while draining"))
                    .expect(201);
            assertThat(server.exit()).isEqualTo(143);
            assertThat(server.log()).contains("Stopping in 5 s").doesNotContain("ERROR");
            assertThat(java.nio.file.Files.readString(home.resolve("classes.log")))
                    .as("nobody asked for metrics or traces")
                    .doesNotContain(" io.micrometer.prometheusmetrics.", " io.prometheus.", " io.opentelemetry.")
                    .contains(" io.trellis.platform.telemetry.Telemetry ");
        }
        try (var again = new ServerProcess(home, Map.of())) {
            again.awaitReady();
            Api boss = Api.signIn(again.url, "acme", "boss", PASSWORD);
            assertThat(boss.get("/records/department?count=true")
                            .expect(200)
                            .path("total")
                            .asInt())
                    .isEqualTo(1);
        }
    }
}
