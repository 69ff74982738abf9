package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Signing in, sessions, browsers and tenants over HTTP. */
class SignInIT {
    private final TestServer server = TestServer.shared();
    private final Api anyone = Api.anonymous(server.url());

    private String user(String stem) {
        Api admin = server.as("admin");
        String username = TestServer.freshName(stem);
        String id = admin.post("/records/user", Map.of("username", username, "name", stem, "roles", List.of()))
                .expect(201)
                .path("id")
                .asString();
        admin.post("/users/" + id + "/password", Map.of("new", AccessFixture.PASSWORD))
                .expect(204);
        return username;
    }

    private Api.Answer login(String username, String password) {
        return anyone.post("/auth/login", Map.of("tenant", "demo", "username", username, "password", password));
    }

    @Test
    void offersTheDemoSignIns() {
        JsonNode options = anyone.get("/auth/options").expect(200);
        assertThat(options.path("demo").asBoolean()).isTrue();
        assertThat(AccessFixture.texts(options.path("users"), "username"))
                .containsExactly("admin", "manager", "seller", "seller2", "auditor");
        for (String username : AccessFixture.texts(options.path("users"), "username")) {
            JsonNode me = server.as(username).get("/me").expect(200);
            assertThat(me.path("user").path("username").asString()).isEqualTo(username);
            assertThat(me.path("menus")).isNotEmpty();
            assertThat(me.path("tenant").path("name").asString()).isEqualTo("demo");
        }
    }

    @Test
    void everythingElseNeedsASession() {
        for (String path : List.of(
                "/me",
                "/meta/catalog",
                "/records/user",
                "/records/nothing",
                "/nothing",
                "/packages",
                "/imports",
                "/openapi.json",
                "/auth/sessions",
                "/access/explain?object=user")) {
            for (Api caller : List.of(
                    anyone,
                    Api.withToken(server.url(), "trl_" + "A".repeat(43)),
                    Api.withToken(server.url(), "x".repeat(10_000).substring(0, 4000)),
                    Api.withToken(server.url(), "null"))) {
                Api.Answer answer = caller.get(path);
                assertThat(answer.status()).as(path).isEqualTo(401);
                assertThat(answer.code()).isEqualTo("UNAUTHENTICATED");
                assertThat(answer.response().headers().firstValue("WWW-Authenticate"))
                        .contains("Bearer");
            }
        }
    }

    @Test
    void encodedPathsDoNotSlipThrough() {
        for (String path : List.of("/../v1/me", "/%6De", "/me;x=1", "//me", "/./me", "/records/%75ser")) {
            assertThat(anyone.get(path).status()).as(path).isIn(400, 401, 404);
        }
    }

    @Test
    void saysWhatIsMissing() {
        Api.Answer answer = anyone.post("/auth/login", Map.of("tenant", "demo"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.hasProblem("REQUIRED", "/username")).isTrue();
        assertThat(answer.hasProblem("REQUIRED", "/password")).isTrue();
        assertThat(anyone.post("/auth/login", "{\"tenant\":1}").status()).isEqualTo(400);
        assertThat(anyone.post("/auth/login", "{").status()).isEqualTo(400);
    }

    @Test
    void guessersHaveToWait() {
        String username = user("victim");
        for (int i = 0; i < 5; i++) {
            assertThat(login(username, "guess " + i).status()).isEqualTo(401);
        }
        Api.Answer refused = login(username, AccessFixture.PASSWORD);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("TOO_MANY_ATTEMPTS");
        assertThat(refused.response().headers().firstValueAsLong("Retry-After").getAsLong())
                .isBetween(1L, 300L);
        assertThat(login("seller", "trellis-demo").status()).isEqualTo(200);
    }

    @Test
    void sessionsCanBeListedAndEnded() {
        String username = user("many");
        Api here = Api.signIn(server.url(), "demo", username, AccessFixture.PASSWORD);
        Api there = Api.signIn(server.url(), "demo", username, AccessFixture.PASSWORD);
        JsonNode sessions = here.get("/auth/sessions").expect(200).path("sessions");
        assertThat(sessions).hasSize(2);
        String other = null;
        for (JsonNode session : sessions) {
            if (!session.path("current").asBoolean()) {
                other = session.path("id").asString();
            }
        }
        assertThat(server.as("seller").delete("/auth/sessions/" + other).status())
                .isEqualTo(404);
        here.delete("/auth/sessions/" + other).expect(204);
        assertThat(there.get("/me").status()).isEqualTo(401);
        here.post("/auth/logout", Map.of()).expect(204);
        assertThat(here.get("/me").status()).isEqualTo(401);
    }

    @Test
    void aNewPasswordEndsOtherSessions() {
        String username = user("changer");
        Api here = Api.signIn(server.url(), "demo", username, AccessFixture.PASSWORD);
        Api there = Api.signIn(server.url(), "demo", username, AccessFixture.PASSWORD);
        assertThat(here.post("/auth/password", Map.of("current", "wrong", "new", "a better password"))
                        .hasProblem("WRONG_PASSWORD", "/current"))
                .isTrue();
        assertThat(here.post("/auth/password", Map.of("current", AccessFixture.PASSWORD, "new", "short"))
                        .hasProblem("PASSWORD_TOO_SHORT", "/new"))
                .isTrue();
        here.post("/auth/password", Map.of("current", AccessFixture.PASSWORD, "new", "a better password"))
                .expect(204);
        here.get("/me").expect(200);
        assertThat(there.get("/me").status()).isEqualTo(401);
        assertThat(login(username, AccessFixture.PASSWORD).status()).isEqualTo(401);
        assertThat(login(username, "a better password").status()).isEqualTo(200);
    }

    @Test
    void cookiesNeedTheHeaderAndTheOwnOrigin() {
        Api.Answer signedIn = anyone.post(
                "/auth/login",
                Map.of("tenant", "demo", "username", "seller", "password", "trellis-demo", "cookie", true));
        String cookie = signedIn.response().headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("trellis_session=", "HttpOnly", "SameSite=Strict", "Path=/");
        String value = cookie.substring(0, cookie.indexOf(';'));
        assertThat(anyone.send("GET", "/me", null, "Cookie", value).status()).isEqualTo(200);
        Map<String, Object> body = Map.of("locale", "zh-CN");
        Api.Answer bare = anyone.send("PATCH", "/me", body, "Cookie", value);
        assertThat(bare.status()).isEqualTo(403);
        assertThat(bare.code()).isEqualTo("CSRF_HEADER_MISSING");
        Api.Answer foreign = anyone.send(
                "PATCH", "/me", body, "Cookie", value, "X-Trellis-Csrf", "1", "Origin", "https://evil.example");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.code()).isEqualTo("FOREIGN_ORIGIN");
        assertThat(anyone.send("PATCH", "/me", body, "Cookie", value, "X-Trellis-Csrf", "1", "Origin", server.url())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void answersCarryTheHeadersBrowsersNeed() {
        var headers = anyone.get("/auth/options").response().headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'", "frame-ancestors 'none'");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Cache-Control")).contains("no-store");
        assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
        var catalog = server.as("seller").get("/meta/catalog").response().headers();
        assertThat(catalog.allValues("Cache-Control")).hasSize(1);
    }

    @Test
    void peopleChooseTheirLanguage() {
        String username = user("polyglot");
        Api me = Api.signIn(server.url(), "demo", username, AccessFixture.PASSWORD);
        assertThat(me.get("/records/nothing").body().path("detail").asString()).contains("找不到");
        me.patch("/me", Map.of("locale", "en-US", "timezone", "Europe/Berlin")).expect(200);
        assertThat(me.get("/me").expect(200).path("user").path("timezone").asString())
                .isEqualTo("Europe/Berlin");
        assertThat(me.get("/records/nothing").body().path("detail").asString()).contains("There is no");
        assertThat(me.patch("/me", Map.of("roles", List.of("admin"))).status()).isEqualTo(422);
        assertThat(me.patch("/me", Map.of("timezone", "Mars/North")).status()).isEqualTo(422);
    }

    @Test
    void tenantsAreMadeWithTheTokenOnlyAndAreApart() {
        var tenant = new LinkedHashMap<String, Object>();
        tenant.put("name", TestServer.freshName("acme"));
        tenant.put("adminUsername", "boss");
        tenant.put("adminPassword", "a good password");
        assertThat(anyone.post("/tenants", tenant).status()).isEqualTo(401);
        assertThat(server.as("admin").post("/tenants", tenant).status()).isEqualTo(401);
        Api operator = Api.withToken(server.url(), "test-admin");
        assertThat(operator.post("/tenants", Map.of("name", "No Good")).status())
                .isEqualTo(422);
        tenant.put("adminUsername", "a b");
        Api.Answer refused = operator.post("/tenants", tenant);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.hasProblem("INVALID_USERNAME", "/adminUsername")).isTrue();
        // What was refused has left nothing behind that would stand in the way.
        tenant.put("adminUsername", "boss");
        operator.post("/tenants", tenant).expect(201);
        assertThat(operator.post("/tenants", tenant).status()).isEqualTo(409);
        Api boss = Api.signIn(server.url(), tenant.get("name").toString(), "boss", "a good password");
        JsonNode me = boss.get("/me").expect(200);
        assertThat(me.path("demo").asBoolean()).isFalse();
        assertThat(me.path("roles").path(0).path("name").asString()).isEqualTo("admin");
        assertThat(boss.get("/records/user?count=true")
                        .expect(200)
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        String demoUser = server.as("seller")
                .get("/me")
                .expect(200)
                .path("user")
                .path("id")
                .asString();
        assertThat(boss.get("/records/user/" + demoUser).status()).isEqualTo(404);
        assertThat(boss.patch("/records/user/" + demoUser, Map.of("active", false))
                        .status())
                .isEqualTo(404);
        assertThat(boss.delete("/records/user/" + demoUser).status()).isEqualTo(404);
        assertThat(boss.post("/users/" + demoUser + "/password", Map.of("new", "stolen password"))
                        .status())
                .isEqualTo(404);
        assertThat(login("boss", "a good password").status()).isEqualTo(401);
        String self = me.path("user").path("id").asString();
        assertThat(boss.patch("/records/user/" + self, Map.of("active", false)).hasProblem("LAST_ADMINISTRATOR", ""))
                .isTrue();
        assertThat(boss.patch("/records/user/" + self, Map.of("roles", List.of()))
                        .hasProblem("LAST_ADMINISTRATOR", ""))
                .isTrue();
    }

    @Test
    void healthNeedsNobody() {
        assertThat(anyone.get("/health").expect(200).path("status").asString()).isEqualTo("up");
    }
}
