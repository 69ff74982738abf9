package io.trellis.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
    private final PrometheusMeters meters = new PrometheusMeters();

    private static int status(MetricsServer server, String method, String path, String authorization) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void isReadByWhoHasTheTokenOnly() throws Exception {
        var server = new MetricsServer(meters, "127.0.0.1", 0, "secret");
        server.start();
        try {
            assertThat(status(server, "GET", "/metrics", null)).isEqualTo(401);
            assertThat(status(server, "GET", "/metrics", "Bearer secre")).isEqualTo(401);
            assertThat(status(server, "GET", "/metrics", "Basic secret")).isEqualTo(401);
            assertThat(status(server, "GET", "/metrics", "Bearer secret")).isEqualTo(200);
            assertThat(status(server, "GET", "/", "Bearer secret")).isEqualTo(404);
            assertThat(status(server, "POST", "/metrics", "Bearer secret")).isEqualTo(405);
        } finally {
            server.stop();
        }
    }

    @Test
    void isNotOpenToOthersWithoutAToken() throws Exception {
        assertThatThrownBy(() -> new MetricsServer(meters, "0.0.0.0", 0, "").start())
                .hasMessageContaining("TRELLIS_MANAGEMENT_TOKEN");
        var here = new MetricsServer(meters, "127.0.0.1", 0, "");
        here.start();
        try {
            assertThat(status(here, "GET", "/metrics", null)).isEqualTo(200);
        } finally {
            here.stop();
        }
    }

    @Test
    void showsCallsByRouteWorkByKindAndFiguresOfTheMoment() {
        var telemetry = new Telemetry(meters, Tracer.NONE);
        meters.call("GET", "/api/v1/records/{object}/{id}", 200, 3_000_000);
        try (Work work = telemetry.begin(Telemetry.Kind.JOB, "import")) {
            work.failed(new IllegalStateException());
        }
        telemetry.gauge("trellis.sessions", "Sessions", () -> 7);
        telemetry.gauges("trellis.outbox.lag", "Events", "listener", () -> Map.of("search", 12));
        assertThat(meters.read())
                .contains(
                        "http_server_requests_seconds_bucket{method=\"GET\",status=\"200\",uri=\"/api/v1/records/{object}/{id}\",le=\"0.005\"} 1")
                .contains("trellis_job_seconds_count{kind=\"import\",outcome=\"failed\"} 1")
                .contains("trellis_sessions 7.0")
                .contains("trellis_outbox_lag{listener=\"search\"} 12.0");
    }

    @Test
    void oneFigureThatFailsHidesNoOther() {
        meters.gauges("trellis.broken", "x", "label", () -> {
            throw new IllegalStateException("on purpose");
        });
        meters.gauge("trellis.fine", "x", () -> 1);
        assertThat(meters.read()).contains("trellis_fine 1.0");
    }
}
