package io.trellis.server.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.server.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** deploy/compose/Caddyfile in a real proxy before two nodes that note what arrives. */
class ProxyIT {
    private static final int MEBI = 1024 * 1024;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static Process proxy;
    private static String url;
    private static Upstream first;
    private static Upstream second;

    @BeforeAll
    static void start() throws Exception {
        Tool caddy = Tool.get("caddy", "caddy");
        first = new Upstream("first");
        second = new Upstream("second");
        int port = Tool.freePort();
        url = "http://localhost:" + port;
        Path file = folder.resolve("Caddyfile");
        String configuration = SourceTree.read(SourceTree.root().resolve("deploy/compose/Caddyfile"));
        Files.writeString(file, configuration.replace("admin 127.0.0.1:2019", "admin off"));
        Path log = folder.resolve("log.txt");
        proxy = caddy.start(
                folder,
                Map.of(
                        "TRELLIS_SITE",
                        "http://localhost:" + port,
                        "TRELLIS_NODES",
                        "127.0.0.1:" + first.port() + " 127.0.0.1:" + second.port(),
                        "XDG_DATA_HOME",
                        folder.toString(),
                        "XDG_CONFIG_HOME",
                        folder.toString()),
                log,
                "run",
                "--config",
                file.toString(),
                "--adapter",
                "caddyfile");
        until("the proxy answers", () -> {
            assertThat(proxy.isAlive()).as(Files.readString(log)).isTrue();
            try {
                return get("/").statusCode() == 200;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (proxy != null) {
            proxy.destroy();
            proxy.waitFor(10, TimeUnit.SECONDS);
            first.stop();
            second.stop();
        }
    }

    @AfterEach
    void bothAreInAgain() throws Exception {
        first.ready = true;
        until(
                "both nodes are asked",
                () -> IntStream.range(0, 8).mapToObj(i -> name()).distinct().count() == 2);
    }

    @Test
    void saysWhoAskedAndBelievesNoClient() throws Exception {
        String[] lines = get("/", "X-Forwarded-For", "6.6.6.6", "X-Forwarded-Proto", "https", "X-Request-Id", "forged")
                .body()
                .split("\n");
        assertThat(lines)
                .contains("x-forwarded-for: 127.0.0.1", "x-forwarded-proto: http", "host: " + url.substring(7))
                .anyMatch(line -> line.matches("x-request-id: [0-9a-f-]{36}"));
    }

    @Test
    void leavesOutANodeThatIsNotReady() throws Exception {
        first.ready = false;
        until("only the second is asked", () -> IntStream.range(0, 8).allMatch(i -> name().equals("second")));
    }

    @Test
    void aRequestThatReachesNobodyGoesToTheNextNode() throws Exception {
        first.stop();
        try {
            // What may be said twice comes first: one that changes something is not repeated on a connection that broke
            // under it.
            assertThat(IntStream.range(0, 10).mapToObj(i -> name())).containsOnly("second");
            for (int i = 0; i < 10; i++) {
                HttpRequest post = HttpRequest.newBuilder(URI.create(url + "/"))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
                assertThat(CLIENT.send(post, HttpResponse.BodyHandlers.ofString())
                                .body())
                        .startsWith("second");
            }
        } finally {
            first.start();
        }
    }

    @Test
    void uploadsGoOnAsTheyCome() throws Exception {
        try (Socket socket = new Socket("localhost", URI.create(url).getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(("POST /count HTTP/1.1\r\nHost: " + url.substring(7) + "\r\nContent-Length: 6\r\n"
                                    + "Connection: close\r\n\r\nabc")
                            .getBytes(StandardCharsets.US_ASCII));
            until("the first half is there", () -> first.begun.getCount() == 0 || second.begun.getCount() == 0);
            socket.getOutputStream().write("def".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 200").endsWith("6");
        }
    }

    @Test
    void downloadsGoOnAsTheyCome() throws Exception {
        HttpResponse<InputStream> response = CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + "/slow")).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.body().readNBytes(4))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("now ");
        first.goOn.countDown();
        second.goOn.countDown();
        assertThat(response.body().readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("later");
    }

    @Test
    void takesTheLargestUploadAndRefusesALargerOne() throws Exception {
        HttpResponse<String> fits = upload(200 * MEBI + 10_000);
        assertThat(fits.body()).isEqualTo("" + (200 * MEBI + 10_000));
        try (Socket socket = new Socket("localhost", URI.create(url).getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(("POST /count HTTP/1.1\r\nHost: " + url.substring(7) + "\r\nContent-Length: " + 203L * MEBI
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] part = new byte[MEBI];
            try {
                for (int i = 0; i < 203; i++) {
                    socket.getOutputStream().write(part);
                }
            } catch (IOException refused) {
                return; // it hung up in the middle: just as good
            }
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).doesNotStartWith("HTTP/1.1 2");
        }
    }

    private static HttpResponse<String> upload(int size) throws IOException, InterruptedException {
        byte[] part = new byte[10_000];
        List<byte[]> parts =
                IntStream.range(0, size / part.length).mapToObj(i -> part).toList();
        byte[] rest = new byte[size % part.length];
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/count"))
                .POST(HttpRequest.BodyPublishers.concat(
                        HttpRequest.BodyPublishers.ofByteArrays(parts), HttpRequest.BodyPublishers.ofByteArray(rest)))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String name() {
        try {
            return get("/").body().split("\n")[0];
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        return CLIENT.send(
                headers.length == 0 ? request.build() : request.headers(headers).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(String what, Condition condition) throws Exception {
        for (int i = 0; i < 2400; i++) {
            if (condition.holds()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("not within two minutes: " + what);
    }
}
