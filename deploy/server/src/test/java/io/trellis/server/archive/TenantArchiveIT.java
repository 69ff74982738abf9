package io.trellis.server.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.server.Api;
import io.trellis.server.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Backup, restoration and read-only tenants through a running server's interface for whoever runs the installation. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantArchiveIT {
    private static final String PASSWORD = "archive-Pass-2026";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final TestServer server = TestServer.shared();
    private final Api operator = Api.withToken(server.url(), "test-admin");

    @TempDir
    Path folder;

    private String tenant;
    private Api admin;

    @BeforeAll
    void make() {
        tenant = TestServer.freshName("archived");
        operator.post(
                        "/tenants",
                        Map.of(
                                "name",
                                tenant,
                                "label",
                                Map.of("en-US", "Archived"),
                                "adminUsername",
                                "admin",
                                "adminPassword",
                                PASSWORD))
                .expect(201);
        admin = Api.signIn(server.url(), tenant, "admin", PASSWORD);
        admin.put("/meta/objects/sheet", """
                {"name":"sheet","prefix":"sht","label":{"en-US":"Sheet"},"nameField":"title","fields":[
                {"name":"title","type":"text","required":true,"max":60},
                {"name":"number","type":"autoNumber","format":"N-{0000}","gapless":true}]}""").expect(201);
        for (int i = 0; i < 5; i++) {
            admin.post("/records/sheet", Map.of("title", "第" + i)).expect(201);
        }
    }

    private JsonNode await(String address) throws InterruptedException {
        for (int i = 0; i < 1200; i++) {
            JsonNode task = operator.get(address).expect(200);
            if (!task.path("state").asString().equals("running")) {
                return task;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("It did not end in a minute");
    }

    private Path backup() throws Exception {
        String id = operator.post("/tenants/" + tenant + "/backups", Map.of())
                .expect(202)
                .path("id")
                .asString();
        JsonNode task = await("/tenants/" + tenant + "/backups/" + id);
        assertThat(task.path("state").asString()).as(task.toString()).isEqualTo("done");
        assertThat(task.at("/facts/counts").path("records/sheet.jsonl").asLong())
                .isGreaterThanOrEqualTo(5);
        Path file = folder.resolve(id);
        var answer = HTTP.send(
                request("/tenants/" + tenant + "/backups/" + id + "/file", "test-admin")
                        .build(),
                HttpResponse.BodyHandlers.ofFile(file));
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
        assertThat(operator.get("/tenants/" + tenant + "/backups").expect(200).toString())
                .contains(id);
        assertThat(operator.delete("/tenants/" + tenant + "/backups/" + id).status())
                .isEqualTo(204);
        assertThat(operator.get("/tenants/" + tenant + "/backups/" + id).status())
                .isEqualTo(404);
        return file;
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path))
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> upload(String name, boolean replace, byte[] archive, String token) throws Exception {
        return HTTP.send(
                request("/tenants/" + name + "/restore?replace=" + replace, token)
                        .header("Content-Type", "application/zip")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(archive))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode restore(String name, boolean replace, Path file) throws Exception {
        HttpResponse<String> begun = upload(name, replace, Files.readAllBytes(file), "test-admin");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        JsonNode task = await("/tenants/" + name + "/restore");
        assertThat(task.path("state").asString()).as(task.toString()).isEqualTo("done");
        return task;
    }

    @Test
    void aTenantComesBackUnderAnotherNameAndGoesOn() throws Exception {
        String copy = TestServer.freshName("copy");
        restore(copy, false, backup());
        Api there = Api.signIn(server.url(), copy, "admin", PASSWORD);
        String list = "/records/sheet?sort=number&size=100&count=true";
        assertThat(there.get(list).expect(200).path("records"))
                .isEqualTo(admin.get(list).expect(200).path("records"));
        String last = there.get("/records/sheet?sort=-number&size=1")
                .expect(200)
                .at("/records/0/number")
                .asString();
        assertThat(there.post("/records/sheet", Map.of("title", "next"))
                        .expect(201)
                        .path("number")
                        .asString())
                .isEqualTo("N-%04d".formatted(Integer.parseInt(last.substring(2)) + 1));
        there.put("/meta/objects/sheet/fields/note", Map.of("type", "text", "max", 20))
                .expect(201);
    }

    @Test
    void replacingTakesEverybodyBackToTheBackup() throws Exception {
        String copy = TestServer.freshName("replaced");
        Path file = backup();
        restore(copy, false, file);
        Api before = Api.signIn(server.url(), copy, "admin", PASSWORD);
        String id = before.post("/records/sheet", Map.of("title", "after the backup"))
                .expect(201)
                .path("id")
                .asString();
        assertThat(upload(copy, false, Files.readAllBytes(file), "test-admin").statusCode())
                .isEqualTo(409);
        restore(copy, true, file);
        assertThat(before.get("/me").status()).as("sessions end with it").isEqualTo(401);
        Api after = Api.signIn(server.url(), copy, "admin", PASSWORD);
        assertThat(after.get("/records/sheet/" + id).status()).isEqualTo(404);
        after.post("/records/sheet", Map.of("title", "and on")).expect(201);
    }

    @Test
    void aReadOnlyTenantIsReadAndNotWritten() throws Exception {
        String copy = TestServer.freshName("quiet");
        restore(copy, false, backup());
        Api there = Api.signIn(server.url(), copy, "admin", PASSWORD);
        String state = "/tenants/" + copy + "/state";
        assertThat(operator.put(state, Map.of("state", "readOnly"))
                        .expect(200)
                        .path("state")
                        .asString())
                .isEqualTo("readOnly");
        Api.Answer refused = there.post("/records/sheet", Map.of("title", "late"));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("TENANT_READ_ONLY");
        assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(there.put("/meta/objects/sheet/fields/late", Map.of("type", "boolean"))
                        .code())
                .isEqualTo("TENANT_READ_ONLY");
        assertThat(there.post(
                                "/records/sheet/bulk",
                                Map.of("operation", "create", "records", List.of(Map.of("title", "late"))))
                        .code())
                .isEqualTo("TENANT_READ_ONLY");
        assertThat(there.get("/records/sheet?count=true")
                        .expect(200)
                        .path("total")
                        .asLong())
                .isPositive();
        Api.signIn(server.url(), copy, "admin", PASSWORD);
        admin.post("/records/sheet", Map.of("title", "others go on")).expect(201);
        operator.put(state, Map.of("state", "open")).expect(200);
        there.post("/records/sheet", Map.of("title", "late")).expect(201);
    }

    @Test
    void whatIsNoArchiveIsRefused() throws Exception {
        String name = TestServer.freshName("nothing");
        HttpResponse<String> refused = upload(name, false, "no zip".getBytes(StandardCharsets.UTF_8), "test-admin");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("ARCHIVE_UNREADABLE");
        byte[] archive = Files.readAllBytes(backup());
        archive[archive.length / 3] ^= 1;
        HttpResponse<String> begun = upload(name, false, archive, "test-admin");
        if (begun.statusCode() == 202) {
            JsonNode task = await("/tenants/" + name + "/restore");
            assertThat(task.path("state").asString()).isEqualTo("failed");
            assertThat(task.at("/problem/code").asString()).startsWith("ARCHIVE_");
            assertThat(task.at("/problem/message").asString()).isNotBlank();
        } else {
            assertThat(begun.statusCode()).isEqualTo(422);
        }
        assertThat(operator.get("/tenants").expect(200).toString()).doesNotContain("\"" + name + "\"");
        assertThat(leftovers()).isEmpty();
    }

    private List<String> leftovers() throws IOException {
        try (var files = Files.list(server.home().resolve("backups"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".unfinished"))
                    .toList();
        }
    }

    @Test
    void nobodyButTheOperatorGetsNear() throws Exception {
        for (Api stranger : List.of(Api.anonymous(server.url()), admin, server.as("admin"))) {
            String path = "/tenants/" + tenant;
            assertThat(stranger.post(path + "/backups", Map.of()).status()).isEqualTo(401);
            assertThat(stranger.get(path + "/backups").status()).isEqualTo(401);
            assertThat(stranger.get(path + "/backups/x/file").status()).isEqualTo(401);
            assertThat(stranger.get(path + "/restore").status()).isEqualTo(401);
            assertThat(stranger.put(path + "/state", Map.of("state", "readOnly"))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(upload(tenant, true, new byte[1], "wrong").statusCode()).isEqualTo(401);
    }

    @Test
    void badRequestsAreAnsweredWithProblems() {
        String path = "/tenants/" + tenant;
        assertThat(operator.post("/tenants/nobody/backups", Map.of()).status()).isEqualTo(404);
        assertThat(operator.get(path + "/backups/..%2F..%2Ftrellis.db/file").status())
                .isBetween(400, 404);
        assertThat(operator.get(path + "/backups/" + tenant + "_20260101T000000Z_000000")
                        .status())
                .isEqualTo(404);
        assertThat(operator.put(path + "/state", Map.of("state", "closed")).status())
                .isEqualTo(422);
        assertThat(operator.put(path + "/state", "{}").status()).isEqualTo(422);
        assertThat(operator.post(path + "/restore", Map.of()).status()).isEqualTo(415);
        assertThat(operator.get("/tenants/nobody/restore").status()).isEqualTo(404);
    }
}
