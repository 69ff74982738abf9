package io.trellis.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.server.Api;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large files through a server whose memory is smaller than one of them, and uploads that break off. */
class FileStreamIT {
    /** The largest upload there may be. */
    private static final long LARGE = 200L * 1024 * 1024;

    /** Whole heap of the server, MB: it starts with it, and nothing of a file has room beside. */
    private static final int HEAP = 112;

    @TempDir
    static Path home;

    private static Process server;
    private static int port;
    private static FileCalls admin;

    @BeforeAll
    static void start() throws Exception {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String url = "http://127.0.0.1:" + port;
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx" + HEAP + "m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "io.trellis.server.TrellisServer",
                        "--server.port=" + port,
                        "--trellis.home=" + home.resolve("data"),
                        "--trellis.demo=false",
                        "--trellis.admin-token=stream-admin")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("server.log").toFile())
                .start();
        for (int i = 0; i < 1200; i++) {
            assertThat(server.isAlive()).as("the server ended; see its log").isTrue();
            try {
                if (Api.anonymous(url).get("/me").status() == 401) {
                    break;
                }
            } catch (RuntimeException notYet) {
                Thread.sleep(100);
            }
        }
        Api.withToken(url, "stream-admin")
                .post(
                        "/tenants",
                        Map.of(
                                "name", "stream",
                                "label", Map.of("en-US", "Stream"),
                                "adminUsername", "admin",
                                "adminPassword", "stream-Pass-2026"))
                .expect(201);
        admin = new FileCalls(url, Api.signIn(url, "stream", "admin", "stream-Pass-2026"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** Bytes that no compression makes small, made while they are sent. */
    private static InputStream noise(long size) {
        return new InputStream() {
            private long at;

            @Override
            public int read() {
                return at++ < size ? next() : -1;
            }

            private int next() {
                return (int) ((at * 0x9E3779B97F4A7C15L) >>> 40) & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                int count = (int) Math.min(length, size - at);
                for (int i = 0; i < count; i++) {
                    at++;
                    buffer[offset + i] = (byte) next();
                }
                return count <= 0 && length > 0 ? -1 : count;
            }
        };
    }

    private static FileCalls.Sent send(long size, boolean announced) {
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofInputStream(() -> noise(size));
        return admin.sent(admin.request("/files?object=user&name=large.bin")
                .header("Content-Type", "application/octet-stream")
                .POST(announced ? HttpRequest.BodyPublishers.fromPublisher(body, size) : body));
    }

    private static long stored() throws IOException {
        Path files = home.resolve("data/files");
        if (!Files.isDirectory(files)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(files)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void streamsTwoHundredMegabytesBothWays() throws Exception {
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        try (InputStream in = noise(LARGE)) {
            byte[] buffer = new byte[65536];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sent.update(buffer, 0, n);
            }
        }
        String hash = HexFormat.of().formatHex(sent.digest());
        for (boolean announced : new boolean[] {true, false}) {
            FileCalls.Sent file = send(LARGE, announced);
            assertThat(file.body().path("sha256").asString()).isEqualTo(hash);
            MessageDigest got = MessageDigest.getInstance("SHA-256");
            HttpResponse<InputStream> answer =
                    FileCalls.ask(admin.request("/files/" + file.id()), HttpResponse.BodyHandlers.ofInputStream());
            long size = 0;
            try (InputStream in = answer.body()) {
                byte[] buffer = new byte[65536];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    got.update(buffer, 0, n);
                    size += n;
                }
            }
            assertThat(size).isEqualTo(LARGE);
            assertThat(HexFormat.of().formatHex(got.digest())).isEqualTo(hash);
        }
    }

    @Test
    void refusesOneByteMoreAndKeepsNothing() throws IOException {
        long before = stored();
        for (boolean announced : new boolean[] {true, false}) {
            FileCalls.Sent file = send(LARGE + 1, announced);
            assertThat(file.status()).isEqualTo(413);
            assertThat(file.code()).isEqualTo("FILE_TOO_LARGE");
        }
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws Exception {
        long before = stored();
        for (String length : List.of("Content-Length: 5000000", "Transfer-Encoding: chunked")) {
            boolean chunked = length.startsWith("T");
            try (Socket socket = new Socket("127.0.0.1", port)) {
                var out = socket.getOutputStream();
                out.write(
                        ("POST /api/v1/files?object=user&name=cut.bin HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                        + admin.api().token() + "\r\nContent-Type: application/octet-stream\r\n"
                                        + length
                                        + "\r\n\r\n" + (chunked ? "186a0\r\n" : ""))
                                .getBytes(StandardCharsets.US_ASCII));
                out.write(new byte[100_000]);
                out.flush();
                for (int i = 0; i < 200 && stored() == before; i++) {
                    Thread.sleep(50);
                }
                assertThat(stored()).as("it was being written").isEqualTo(before + 1);
            }
            for (int i = 0; i < 400 && stored() != before; i++) {
                Thread.sleep(50);
            }
            assertThat(stored()).isEqualTo(before);
        }
        assertThat(admin.api().get("/me").status()).isEqualTo(200);
    }

    @Test
    void manyPhotosAtOnceCostNoMoreMemoryThanOne() throws Exception {
        byte[] photo = FileCalls.picture("jpg", 6000, 4000);
        FileCalls.Sent sent = admin.send("user", null, "photo.jpg", photo);
        Thread[] all = new Thread[8];
        int[] statuses = new int[all.length];
        for (int i = 0; i < all.length; i++) {
            int n = i;
            int size = List.of(96, 256, 640, 1280).get(i % 4);
            all[i] = Thread.ofPlatform()
                    .start(() -> statuses[n] = admin.status("/files/" + sent.id() + "/thumbnail?size=" + size));
        }
        for (Thread one : all) {
            one.join();
        }
        assertThat(statuses).containsOnly(200);
    }
}
