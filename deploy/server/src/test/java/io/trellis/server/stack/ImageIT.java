package io.trellis.server.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.server.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Dockerfile runs, run here: its own commands over the built jar, with /opt/trellis and /var/lib/trellis put below a folder. */
class ImageIT {
    private static final Dockerfile FILE = Dockerfile.read();
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

    @TempDir
    Path root;

    private Process server;

    @AfterEach
    void stop() throws InterruptedException {
        if (server != null) {
            server.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void learnsItsCacheAnswersTheHealthCheckAndEndsWhenTold() throws Exception {
        Tool bash = Tool.get("bash", "bash");
        Path program = Files.createDirectories(root.resolve("opt/trellis"));
        Path home = Files.createDirectories(root.resolve("var/lib/trellis"));
        extract(bash, program);
        for (String file : List.of("jvm.options", "healthcheck.sh")) {
            Files.copy(SourceTree.root().resolve("deploy/image").resolve(file), program.resolve(file));
        }
        // Owners can't be set without being root; everything else of the line stays.
        String training = here(FILE.training())
                .replace(
                        "/mnt/launch.sh",
                        SourceTree.root().resolve("deploy/launch.sh").toString())
                .replaceAll("install -d -o \\d+ -g \\d+", "install -d");
        Tool.Output trained = bash.run(root, path(), "-euc", training);
        assertThat(trained.exit()).as(trained.text()).isZero();
        assertThat(program.resolve("app.aot")).isNotEmptyFile();

        int port = Tool.freePort();
        List<String> entry = new ArrayList<>(FILE.last("ENTRYPOINT").words());
        // AOTMode=on refuses to start with a cache that does not fit; the image itself would only start more slowly.
        entry.set(0, "-XX:AOTMode=on");
        Path log = root.resolve("server.log");
        Map<String, String> settings =
                Map.of("TRELLIS_HOME", home.toString(), "SERVER_PORT", "" + port, "TRELLIS_DEMO", "false");
        server = new Tool(JAVA.resolve("java"))
                .start(home, settings, log, entry.stream().map(this::here).toArray(String[]::new));
        for (int i = 0; i < 3000 && healthy(bash, program, port) != 0; i++) {
            assertThat(server.isAlive()).as(Files.readString(log)).isTrue();
            Thread.sleep(100);
        }
        assertThat(healthy(bash, program, port)).as(Files.readString(log)).isZero();

        server.destroy();
        assertThat(server.waitFor(2, TimeUnit.MINUTES)).as("ended").isTrue();
        assertThat(server.exitValue()).as("by the signal, in its own time").isEqualTo(143);
        assertThat(healthy(bash, program, port)).isNotZero();
    }

    private static void extract(Tool bash, Path program) throws Exception {
        String jar = bash.run(SourceTree.root(), "-c", ". deploy/launch.sh && find_jar")
                .text();
        Tool.Output extracted = new Tool(JAVA.resolve("java"))
                .run(
                        program,
                        "-Djarmode=tools",
                        "-jar",
                        jar.strip(),
                        "extract",
                        "--destination",
                        program.toString(),
                        "--force");
        assertThat(extracted.exit()).as(extracted.text()).isZero();
        Files.move(program.resolve(Path.of(jar.strip()).getFileName()), program.resolve("trellis.jar"));
    }

    private int healthy(Tool bash, Path program, int port) throws Exception {
        return bash.run(
                        root,
                        Map.of("SERVER_PORT", "" + port),
                        program.resolve("healthcheck.sh").toString())
                .exit();
    }

    private String here(String text) {
        return text.replace("/opt/trellis", root.resolve("opt/trellis").toString())
                .replace("/var/lib/trellis", root.resolve("var/lib/trellis").toString());
    }

    private static Map<String, String> path() {
        return Map.of("PATH", JAVA + ":" + System.getenv("PATH"));
    }
}
