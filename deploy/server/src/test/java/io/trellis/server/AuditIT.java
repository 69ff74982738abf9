package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every deed that the audit log tells of, done over HTTP and found in it; and that nobody gets at it otherwise. */
class AuditIT {
    private final TestServer server = TestServer.shared();
    private final Api admin = server.as("admin");
    private final Api anyone = Api.anonymous(server.url());

    private List<JsonNode> entries(String query) {
        List<JsonNode> found = new ArrayList<>();
        admin.get("/admin/audit?size=200&" + query).expect(200).path("entries").forEach(found::add);
        return found;
    }

    private JsonNode one(String query) {
        List<JsonNode> found = entries(query);
        assertThat(found).as(query).hasSize(1);
        return found.getFirst();
    }

    private String user(String username) {
        String id = admin.post(
                        "/records/user", Map.of("username", username, "name", username, "roles", List.of("seller")))
                .expect(201)
                .path("id")
                .asString();
        admin.post("/users/" + id + "/password", Map.of("new", AccessFixture.PASSWORD))
                .expect(204);
        return id;
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }

    private Api.Answer login(String tenant, String username, String password) {
        return anyone.post("/auth/login", Map.of("tenant", tenant, "username", username, "password", password));
    }

    @Test
    void signInsSignOutsAndPasswords() {
        String name = TestServer.freshName("watched");
        String id = user(name);
        assertThat(login("demo", name, "guess").status()).isEqualTo(401);
        Api self = Api.signIn(server.url(), "demo", name, AccessFixture.PASSWORD);
        Api other = Api.signIn(server.url(), "demo", name, AccessFixture.PASSWORD);
        String session = other.get("/auth/sessions")
                .expect(200)
                .path("sessions")
                .valueStream()
                .filter(one -> one.path("current").asBoolean())
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        self.delete("/auth/sessions/" + session).expect(204);
        self.post("/auth/password", Map.of("current", AccessFixture.PASSWORD, "new", "quite another one"))
                .expect(204);
        self.post("/auth/logout", null).expect(204);
        assertThat(entries("kind=signIn&user=" + id))
                .extracting(entry -> entry.path("action").asString())
                .containsExactly(
                        "signedOut", "passwordChanged", "sessionEnded", "signedIn", "signedIn", "signInFailed");
        assertThat(entries("user=" + id))
                .allSatisfy(
                        entry -> assertThat(entry.path("address").asString()).isEqualTo("127.0.0.1"))
                .allSatisfy(entry -> assertThat(entry.toString()).doesNotContain("quite another", "trl_", "guess"));
        assertThat(one("action=passwordSet&q=" + id).path("user").asString())
                .isEqualTo(admin.get("/me").expect(200).path("user").path("id").asString());
        login("nowhere", name, "guess");
        assertThat(entries("q=nowhere")).isEmpty();
    }

    @Test
    void everybodySeesTheirOwnSignInsAndNobodyElses() {
        String name = TestServer.freshName("looker");
        user(name);
        login("demo", name, "guess");
        Api self = Api.signIn(server.url(), "demo", name, AccessFixture.PASSWORD);
        assertThat(self.get("/auth/sign-ins").expect(200).path("entries").valueStream())
                .extracting(entry -> entry.path("action").asString())
                .containsExactly("signedIn", "signInFailed");
        for (String path : List.of("/admin/audit", "/admin/audit/x", "/admin/audit/settings", "/admin/metadata/1")) {
            assertThat(self.get(path).status()).as(path).isEqualTo(403);
        }
        assertThat(self.get("/admin/audit/file").status()).isEqualTo(403);
        assertThat(server.as("auditor").get("/admin/audit").status()).isEqualTo(200);
        assertThat(server.as("auditor")
                        .put("/admin/audit/settings", Map.of("days", 365))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void definitionsWithWhatTheyWereBefore() {
        String object = TestServer.freshName("note");
        Map<String, Object> definition = Map.of(
                "name",
                object,
                "label",
                Map.of("zh-CN", "便条", "en-US", "Note"),
                "nameField",
                "title",
                "fields",
                List.of(Map.of("name", "title", "type", "text")));
        admin.put("/meta/objects/" + object, definition).expect(201);
        admin.put("/meta/objects/" + object + "/fields/more", Map.of("type", "text"))
                .expect(201);
        JsonNode entry = entries("kind=metadata&q=" + object).getFirst();
        assertThat(entry.path("details").path("changes").toString()).contains("/fields/more");
        Api auditor = server.as("auditor");
        String version = entry.path("ref").asString();
        JsonNode touched = auditor.get("/admin/metadata/" + version)
                .expect(200)
                .path("elements")
                .path(0);
        JsonNode detail = auditor.get("/admin/metadata/" + version + "/element?id="
                        + Api.encode(touched.path("id").asString()))
                .expect(200);
        assertThat(detail.path("document").path("fields")).hasSize(2);
        assertThat(detail.path("former").path("fields")).hasSize(1);
        long first = admin.get("/meta/objects/" + object + "/versions")
                .expect(200)
                .path("versions")
                .path(1)
                .path("version")
                .asLong();
        JsonNode dry = admin.post("/meta/objects/" + object + "/versions/" + first + "/restore?dryRun=true", null)
                .expect(200);
        assertThat(dry.path("changes").toString()).contains("/fields/more");
        admin.post("/meta/objects/" + object + "/versions/" + first + "/restore", null)
                .expect(200);
        assertThat(admin.get("/meta/objects/" + object).expect(200).path("fields"))
                .hasSize(1);
        assertThat(one("action=versionRestored&q=" + object).path("text").asString())
                .isNotBlank();
        admin.delete("/meta/objects/" + object).expect(204);
        assertThat(auditor.post("/meta/objects/" + object + "/versions/" + first + "/restore", null)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void rightsGivenAndTaken() {
        String name = TestServer.freshName("risen");
        String id = user(name);
        admin.patch("/records/user/" + id, Map.of("roles", List.of("seller", "auditor")))
                .expect(200);
        admin.patch("/records/user/" + id, Map.of("phone", "13800000000")).expect(200);
        admin.patch("/records/user/" + id, Map.of("active", false)).expect(200);
        await(() -> entries("kind=access&q=" + id).size() == 3);
        assertThat(entries("kind=access&q=" + id))
                .extracting(entry -> entry.path("action").asString())
                .containsExactly("rightsChanged", "rightsChanged", "userCreated");
        assertThat(entries("kind=access&q=" + id)
                        .get(1)
                        .path("details")
                        .path("fields")
                        .path("roles")
                        .toString())
                .isEqualTo("[[\"seller\"],[\"seller\",\"auditor\"]]");
    }

    @Test
    void whatWasTakenOut() {
        String id = admin.post(
                        "/exports", Map.of("object", "department", "format", "csv", "filter", "name <> 'nobody'"))
                .expect(201)
                .path("id")
                .asString();
        await(() ->
                admin.get("/exports/" + id).expect(200).path("state").asString().equals("done"));
        admin.get("/exports/" + id + "/file");
        assertThat(entries("kind=transfer&q=" + id))
                .extracting(entry -> entry.path("action").asString())
                .containsExactly("exportDownloaded", "exportStarted");
        JsonNode details = entries("action=exportDownloaded&q=" + id).getFirst().path("details");
        assertThat(details.path("filter").asString()).isEqualTo("name <> 'nobody'");
        assertThat(details.path("rows").asLong()).isPositive();
    }

    @Test
    void theLogIsHadAsAFileAndThatIsNoted() throws Exception {
        for (String format : List.of("csv", "xlsx")) {
            HttpResponse<byte[]> file = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(
                                            server.url() + "/api/v1/admin/audit/file?kind=signIn&format=" + format))
                                    .header("Authorization", "Bearer " + admin.token())
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(file.body().length).isGreaterThan(300);
        }
        assertThat(entries("action=auditExported")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(admin.get("/admin/audit/file?format=pdf").status()).isEqualTo(400);
    }

    @Test
    void thereIsNoWayToChangeOrRemoveAnEntry() {
        JsonNode entry = entries("").getFirst();
        String path = "/admin/audit/" + entry.path("id").asString();
        for (String method : List.of("PUT", "PATCH", "DELETE", "POST")) {
            assertThat(admin.send(method, path, method.equals("DELETE") ? null : Map.of())
                            .status())
                    .as(method)
                    .isBetween(404, 405);
        }
        assertThat(admin.get(path).expect(200)).isEqualTo(entry);
        for (int days : new int[] {0, 1, 89, 4000, -5}) {
            assertThat(admin.put("/admin/audit/settings", Map.of("days", days)).status())
                    .isEqualTo(422);
        }
        admin.put("/admin/audit/settings", Map.of("days", 800)).expect(200);
        assertThat(entries("action=retentionChanged")
                        .getFirst()
                        .path("details")
                        .path("to")
                        .asInt())
                .isEqualTo(800);
    }

    @Test
    void pagesAndBadQuestions() {
        JsonNode page = admin.get("/admin/audit?size=2").expect(200);
        JsonNode next = admin.get(
                        "/admin/audit?size=2&after=" + page.path("next").asString())
                .expect(200);
        assertThat(page.path("entries")).hasSize(2);
        assertThat(next.path("entries").path(0).path("id").asString())
                .isLessThan(page.path("entries").path(1).path("id").asString());
        Instant soon = Instant.now().plusSeconds(60);
        assertThat(entries("from=" + soon)).isEmpty();
        assertThat(entries("to=" + soon)).isNotEmpty();
        for (String bad :
                List.of("kind=nonsense", "from=yesterday", "to=%2B999999999-12-31T00:00:00Z", "action=%22", "size=x")) {
            assertThat(admin.get("/admin/audit?" + bad).status()).as(bad).isEqualTo(400);
        }
        admin.get("/admin/audit?after=zzz&user=%25&q=%22&from=-999999999-01-01T00:00:00Z")
                .expect(200);
        assertThat(admin.get("/admin/audit/nothing").status()).isEqualTo(404);
        assertThat(admin.get("/admin/metadata/999999").status()).isEqualTo(404);
    }

    @Test
    void manySigningInAtOnceAreAllThere() throws Exception {
        String name = TestServer.freshName("crowd");
        String id = user(name);
        try (var pool = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 12; i++) {
                pool.submit(() -> Api.signIn(server.url(), "demo", name, AccessFixture.PASSWORD));
            }
        }
        assertThat(entries("action=signedIn&user=" + id)).hasSize(12);
    }
}
