package io.trellis.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.server.Api;
import io.trellis.server.TestServer;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What administrators see of the outbox, and what they do about it. */
class OutboxIT {
    private static final String LETTERS = "/admin/outbox/dead-letters";

    private final TestServer server = TestServer.shared();
    private final Api admin = server.as("admin");
    private final ProbeListener probe = server.bean(ProbeListener.class);
    private String object;

    @BeforeEach
    void define() {
        object = TestServer.freshName("flaky");
        define(admin);
        probe.failing.add(object);
    }

    @AfterEach
    void mend() {
        probe.failing.remove(object);
    }

    private void define(Api caller) {
        caller.put(
                        "/meta/objects/" + object,
                        Map.of(
                                "name",
                                object,
                                "label",
                                Map.of("zh-CN", object, "en-US", object),
                                "nameField",
                                "title",
                                "fields",
                                List.of(Map.of("name", "title", "type", "text", "max", 40))))
                .expect(201);
    }

    private String create(Api caller) {
        return caller.post("/records/" + object, Map.of("title", "one"))
                .expect(201)
                .path("id")
                .asString();
    }

    private JsonNode letters(Api caller) {
        return caller.get(LETTERS + "?object=" + object).expect(200).path("deadLetters");
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private JsonNode did(String id, int event) {
        for (JsonNode did : admin.get("/records/" + object + "/" + id + "/deliveries")
                .expect(200)
                .path("events")
                .path(event)
                .path("listeners")) {
            if (did.path("listener").asString().equals("probe")) {
                return did;
            }
        }
        throw new AssertionError("the probe is not among the listeners");
    }

    @Test
    void aDeadLetterIsSeenWithItsProblemAndReplayed() {
        String id = create(admin);
        await(() -> !letters(admin).isEmpty());
        JsonNode letter = letters(admin).path(0);
        assertThat(letter.path("record").asString()).isEqualTo(id);
        assertThat(letter.path("reason").asString()).isEqualTo("NOT_FOUND");
        assertThat(letter.path("message").asString()).contains("secret of demo");
        assertThat(letter.path("attempts").asInt()).isEqualTo(3);
        assertThat(did(id, 0).path("outcome").asString()).isEqualTo("dead");
        String path = LETTERS + "/probe/" + letter.path("event").asLong();
        probe.failing.remove(object);
        admin.post(path + "/replay", null).expect(204);
        assertThat(admin.post(path + "/replay", null).status()).isEqualTo(404);
        await(() -> did(id, 0).path("outcome").asString().equals("handled"));
        assertThat(letters(admin)).isEmpty();
    }

    @Test
    void aDeadLetterIsDiscardedAndCountsAsSkipped() {
        String id = create(admin);
        await(() -> !letters(admin).isEmpty());
        admin.delete(LETTERS + "/probe/" + letters(admin).path(0).path("event").asLong())
                .expect(204);
        assertThat(did(id, 0).path("outcome").asString()).isEqualTo("skipped");
        assertThat(did(id, 0).path("reason").asString()).isEqualTo("discarded");
        JsonNode row = rows("probe");
        assertThat(row.path("events").path("skippedBy").path("discarded").asLong())
                .isEqualTo(1);
    }

    private JsonNode rows(String listener) {
        for (JsonNode row : admin.get("/admin/outbox/account?listener=" + listener)
                .expect(200)
                .path("rows")) {
            if (row.path("object").asString().equals(object)) {
                return row;
            }
        }
        throw new AssertionError("no row of " + object);
    }

    @Test
    void allOfAnObjectAreReplayedTogetherAndHandledInTheirOrder() {
        String first = create(admin);
        admin.patch("/records/" + object + "/" + first, Map.of("title", "two")).expect(200);
        create(admin);
        await(() -> letters(admin).size() == 3);
        probe.failing.remove(object);
        assertThat(admin.post(LETTERS + "/replay?listener=probe&object=" + object, null)
                        .expect(200)
                        .path("events")
                        .asInt())
                .isEqualTo(3);
        await(() -> rows("probe").path("events").path("handled").asLong() == 3);
        assertThat(letters(admin)).isEmpty();
    }

    @Test
    void anAdministratorSeesAndTouchesTheirOwnTenantsOnly() {
        String tenant = "outbox-" + System.nanoTime() % 1_000_000;
        Api.withToken(server.url(), "test-admin")
                .post("/tenants", Map.of("name", tenant, "adminUsername", "boss", "adminPassword", "Outbox-other-2026"))
                .expect(201);
        Api other = Api.signIn(server.url(), tenant, "boss", "Outbox-other-2026");
        create(admin);
        await(() -> !letters(admin).isEmpty());
        assertThat(letters(other)).isEmpty();
        assertThat(other.get("/admin/outbox").expect(200).toString()).doesNotContain("secret of demo");
        assertThat(other.get("/admin/outbox/account").expect(200).toString()).doesNotContain(object);
        String path = LETTERS + "/probe/" + letters(admin).path(0).path("event").asLong();
        assertThat(other.post(path + "/replay", null).status()).isEqualTo(404);
        assertThat(other.delete(path).status()).isEqualTo(404);
        assertThat(other.delete(LETTERS).expect(200).path("events").asInt()).isZero();
        assertThat(letters(admin)).hasSize(1);
    }

    @Test
    void peopleWithoutThePermissionSeeNothing() {
        Api seller = server.as("seller");
        for (String path : List.of("/admin/outbox", "/admin/outbox/account", LETTERS)) {
            assertThat(seller.get(path).status()).isEqualTo(403);
        }
        assertThat(seller.post(LETTERS + "/replay", null).status()).isEqualTo(403);
        assertThat(seller.delete(LETTERS).status()).isEqualTo(403);
        String account = seller.get("/records/account?size=1")
                .expect(200)
                .path("records")
                .path(0)
                .path("id")
                .asString();
        assertThat(seller.get("/records/account/" + account + "/deliveries").status())
                .isEqualTo(403);
        assertThat(seller.get("/installation").status()).isEqualTo(401);
        assertThat(admin.get("/installation").status()).isEqualTo(401);
    }

    @Test
    void saysWhatIsWrongWithAQuestion() {
        assertThat(admin.get(LETTERS + "?state=gone").code()).isEqualTo("INVALID_PARAMETER");
        assertThat(admin.get(LETTERS + "?after=x").code()).isEqualTo("INVALID_PARAMETER");
        assertThat(admin.get(LETTERS + "?size=0").code()).isEqualTo("INVALID_PARAMETER");
        assertThat(admin.delete(LETTERS + "/probe/x").status()).isBetween(400, 499);
        assertThat(admin.get("/records/" + object + "/nobody/deliveries").status())
                .isEqualTo(404);
    }

    @Test
    void theInstallationShowsWhoRunsWhatAndTheWholeAccount() {
        JsonNode installation =
                Api.withToken(server.url(), "test-admin").get("/installation").expect(200);
        assertThat(installation.path("nodes")).hasSize(1);
        JsonNode entry = installation
                .path("listeners")
                .valueStream()
                .filter(one -> one.path("listener").path("name").asString().equals("probe"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.path("node").asString())
                .isEqualTo(installation.path("nodes").path(0).path("name").asString());
        assertThat(entry.path("position").asLong())
                .isLessThanOrEqualTo(installation.path("newest").asLong());
        assertThat(entry.path("listener").path("state").asString()).isEqualTo("running");
    }
}
