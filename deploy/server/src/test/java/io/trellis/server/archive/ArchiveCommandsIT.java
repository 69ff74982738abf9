package io.trellis.server.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.archive.command.Commands;
import io.trellis.platform.store.mongo.TestMongo;
import io.trellis.server.Api;
import io.trellis.server.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The commands in processes of their own, as people run them; some are killed in the middle. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveCommandsIT {
    private final TestServer server = TestServer.shared();
    private Path folder;
    private Path archive;

    /** @param out standard output and errors together */
    private record Ended(int code, String out) {}

    @BeforeAll
    void backup(@TempDir Path temporary) throws Exception {
        folder = temporary;
        archive = folder.resolve("demo.trellis");
        Ended ended = run("backup", "--tenant", "demo", "--to", archive.toString(), "--server", server.url());
        assertThat(ended.code).as(ended.out).isZero();
        assertThat(ended.out).contains("records/account.jsonl ").contains("fingerprint ");
    }

    private Process start(Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.trellis.server.TrellisServer"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("TRELLIS_ADMIN_TOKEN", "test-admin");
        builder.environment().put("LC_ALL", "en_US.UTF-8");
        return builder.start();
    }

    private Ended run(String... arguments) throws Exception {
        Path output = Files.createTempFile(folder, "out", ".txt");
        Process process = start(output, arguments);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    /** What a command says that ends in this process, on a store nobody else uses. */
    private static Ended here(String... arguments) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        int code = Commands.run(arguments, stream, stream, Map.of("LANG", "en_US.UTF-8"));
        return new Ended(code, out.toString(StandardCharsets.UTF_8));
    }

    /** Starts the command and kills it once the store in a folder is so large, twice as large each time; until it comes to its end. */
    private int killing(Path home, String... arguments) throws Exception {
        int killed = 0;
        for (long bytes = 1_500_000; ; bytes *= 2) {
            Process process = start(folder.resolve("killed.txt"), arguments);
            while (process.isAlive() && size(home) < bytes) {
                Thread.sleep(5);
            }
            if (!process.isAlive()) {
                assertThat(process.exitValue())
                        .as(Files.readString(folder.resolve("killed.txt")))
                        .isZero();
                return killed;
            }
            process.destroyForcibly().waitFor();
            killed++;
            if (here("tenants", "--home", home.toString()).out.contains("demo open")) {
                // Killed in its last moment: what is to be seen must be whole.
                assertSameAsArchive(home);
                return killed;
            }
        }
    }

    private static long size(Path home) {
        long size = 0;
        for (String file : List.of("trellis.db", "trellis.db-wal")) {
            try {
                size += Files.size(home.resolve(file));
            } catch (IOException notYet) {
                // it is still starting
            }
        }
        return size;
    }

    private void assertSameAsArchive(Path home) throws Exception {
        Ended check = here("check", "--tenant", "demo", "--from", archive.toString(), "--to", home.toString());
        assertThat(check.code).as(check.out).isZero();
        assertThat(check.out).contains("records/account.jsonl").doesNotContain("DIFFERENT");
    }

    @Test
    void aKilledRestorationGoesOnAndEndsWhole() throws Exception {
        Path home = folder.resolve("restored");
        int killed = killing(home, "restore", "--from", archive.toString(), "--home", home.toString());
        assertThat(killed).as("too little to prove anything").isGreaterThanOrEqualTo(2);
        assertSameAsArchive(home);
        Ended tenants = here("tenants", "--home", home.toString());
        assertThat(tenants.out.strip()).isEqualTo("demo open");
    }

    @Test
    void aKilledMoveGoesOnAndLeavesTheOldOneReadOnly() throws Exception {
        Path from = folder.resolve("from");
        Path to = folder.resolve("to");
        assertThat(here("restore", "--from", archive.toString(), "--home", from.toString()).code)
                .isZero();
        int killed = killing(to, "move", "--tenant", "demo", "--from", from.toString(), "--to", to.toString());
        assertThat(killed).as("too little to prove anything").isGreaterThanOrEqualTo(2);
        assertSameAsArchive(to);
        assertThat(here("check", "--tenant", "demo", "--from", from.toString(), "--to", to.toString()).code)
                .isZero();
        assertThat(here("tenants", "--home", from.toString()).out).contains("demo readOnly");
        assertThat(here("release", "--tenant", "demo", "--home", from.toString()).code)
                .isZero();
        assertThat(here("tenants", "--home", from.toString()).out).contains("demo open");
    }

    @Test
    void refusalsAreSentencesAndExitCodes() throws Exception {
        Ended cut = here("verify", "--file", cut().toString());
        assertThat(cut.code).isEqualTo(1);
        assertThat(cut.out).contains("it was cut off");
        Ended busy = run(
                "backup",
                "--tenant",
                "demo",
                "--to",
                "x",
                "--home",
                server.home().toString());
        assertThat(busy.code).isEqualTo(1);
        assertThat(busy.out).contains("in use by another running Trellis");
        assertThat(run("restore", "--from", archive.toString(), "--server", server.url()).out)
                .contains("There is a tenant \"demo\" already");
        Ended nowhere = run(
                "backup",
                "--tenant",
                "demo",
                "--to",
                "x",
                "--home",
                folder.resolve("none").toString());
        assertThat(nowhere.code).isEqualTo(2);
        assertThat(folder.resolve("none")).doesNotExist();
        assertThat(here("backup", "--tennant", "demo").out).contains("\"--tennant\" is not an option");
        assertThat(here("help").out).contains("trellis move");
    }

    private Path cut() throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        return Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
    }

    @Test
    void peopleSignInToWhatWasRestoredThroughARunningServer() throws Exception {
        String name = TestServer.freshName("bycommand");
        Ended restored = run("restore", "--from", archive.toString(), "--tenant", name, "--server", server.url());
        assertThat(restored.code).as(restored.out).isZero();
        Api seller = Api.signIn(server.url(), name, "seller", "trellis-demo");
        assertThat(seller.get("/records/account?count=true").expect(200).path("total"))
                .isEqualTo(server.as("seller")
                        .get("/records/account?count=true")
                        .expect(200)
                        .path("total"));
    }

    @Test
    void aTenantMovesOutOfARunningServer() throws Exception {
        String name = TestServer.freshName("moving");
        assertThat(run("restore", "--from", archive.toString(), "--tenant", name, "--server", server.url()).code)
                .isZero();
        Path to = folder.resolve("moved");
        Ended moved = run("move", "--tenant", name, "--from", server.url(), "--to", to.toString());
        assertThat(moved.code).as(moved.out).isZero();
        assertThat(here("tenants", "--home", to.toString()).out.strip()).isEqualTo(name + " open");
        Api seller = Api.signIn(server.url(), name, "seller", "trellis-demo");
        assertThat(seller.get("/records/account").status()).isEqualTo(200);
        assertThat(seller.post("/records/account", Map.of("name", "late")).code())
                .isEqualTo("TENANT_READ_ONLY");
        assertThat(run("release", "--tenant", name, "--server", server.url()).code)
                .isZero();
        assertThat(seller.post("/records/account", Map.of("name", "again")).code())
                .isNotEqualTo("TENANT_READ_ONLY");
    }

    @Test
    void aTenantMovesIntoADatabaseAndBack() throws Exception {
        Path from = folder.resolve("embedded");
        Path back = folder.resolve("back");
        String database = TestMongo.freshUri();
        assertThat(here("restore", "--from", archive.toString(), "--home", from.toString()).code)
                .isZero();
        Ended moved = run("move", "--tenant", "demo", "--from", from.toString(), "--to", database);
        assertThat(moved.code).as(moved.out).isZero();
        Ended check = run("check", "--tenant", "demo", "--from", from.toString(), "--to", database);
        assertThat(check.code).as(check.out).isZero();
        assertThat(run("restore", "--from", archive.toString(), "--replace", "--store", database).code)
                .as("nodes may be running on it")
                .isEqualTo(2);
        assertThat(here("move", "--tenant", "demo", "--from", database, "--to", back.toString()).code)
                .isZero();
        assertSameAsArchive(back);
    }
}
