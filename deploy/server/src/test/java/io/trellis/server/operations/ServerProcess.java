package io.trellis.server.operations;

import io.trellis.server.Api;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The product in a process of its own, without the demo company. */
public final class ServerProcess implements AutoCloseable {
    public final String url;
    private final Process process;
    private final Path log;

    public ServerProcess(Path home, Map<String, String> environment, String... jvm) throws IOException {
        int port = freePort();
        url = "http://127.0.0.1:" + port;
        log = home.resolve("server.log");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(jvm));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.trellis.server.TrellisServer",
                "--server.port=" + port));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("TRELLIS_HOME", home.toString());
        builder.environment().put("TRELLIS_DEMO", "false");
        builder.environment().put("TRELLIS_ADMIN_TOKEN", "test-admin");
        builder.environment().putAll(environment);
        process = builder.start();
    }

    static int freePort() throws IOException {
        try (var free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** Waits for what must happen; the limit only ends a broken run. */
    static void await(String what, BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 2400; i++) {
            try {
                if (holds.getAsBoolean()) {
                    return;
                }
            } catch (RuntimeException notYet) {
                // nobody answers yet
            }
            Thread.sleep(50);
        }
        throw new AssertionError(what + " did not happen in two minutes");
    }

    public void awaitReady() throws InterruptedException {
        await("The server's start", () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the server ended: " + log());
            }
            return Api.anonymous(url).get("/health/ready").status() == 200;
        });
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    boolean running() {
        return process.isAlive();
    }

    int exit() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
