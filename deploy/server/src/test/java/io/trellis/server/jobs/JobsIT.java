package io.trellis.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.jobs.Jobs;
import io.trellis.server.Api;
import io.trellis.server.TestServer;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What administrators see of jobs of all kinds, and what they do about them. */
class JobsIT {
    private final TestServer server = TestServer.shared();
    private final Api admin = server.as("admin");
    private final ProbeRunner probe = server.bean(ProbeRunner.class);

    @AfterEach
    void letGo() {
        probe.failing = false;
        probe.waiting = false;
    }

    private String start() {
        Jobs jobs = server.bean(Jobs.class);
        Actor actor = server.bean(Access.class).systemActor("demo", "probe");
        String id = Jobs.nextId("job");
        jobs.draft(actor, id, ProbeRunner.KIND, Map.of("secret", "what is in it"));
        jobs.start("demo", id);
        return id;
    }

    private JsonNode await(String id, Predicate<JsonNode> wanted) throws InterruptedException {
        JsonNode last = null;
        for (int i = 0; i < 3000; i++) {
            for (JsonNode job : admin.get("/admin/jobs?kind=" + ProbeRunner.KIND)
                    .expect(200)
                    .path("jobs")) {
                if (job.path("id").asString().equals(id)) {
                    last = job;
                    if (wanted.test(job)) {
                        return job;
                    }
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError("Still " + last);
    }

    private static Predicate<JsonNode> state(String state) {
        return job -> job.path("state").asString().equals(state);
    }

    @Test
    void aFailedJobIsSeenWithItsReasonAndTriedAgain() throws Exception {
        probe.failing = true;
        String id = start();
        JsonNode failed = await(id, state("failed"));
        assertThat(failed.path("code").asString()).isEqualTo("NOT_FOUND");
        assertThat(failed.path("message").asString()).isNotBlank();
        assertThat(failed.toString()).doesNotContain("what is in it");
        probe.failing = false;
        admin.post("/admin/jobs/" + id + "/retry", null).expect(200);
        await(id, state("done"));
        assertThat(admin.post("/admin/jobs/" + id + "/retry", null).code()).isEqualTo("JOB_NOT_FAILED");
    }

    @Test
    void aRunningJobIsStopped() throws Exception {
        probe.waiting = true;
        String id = start();
        await(id, state("running"));
        admin.post("/admin/jobs/" + id + "/cancel", null).expect(200);
        await(id, state("cancelled"));
    }

    @Test
    void listsAreNarrowedAndTurnedPageByPage() throws Exception {
        for (int i = 0; i < 3; i++) {
            await(start(), state("done"));
        }
        String query = "/admin/jobs?size=2&state=done&kind=" + ProbeRunner.KIND;
        JsonNode first = admin.get(query).expect(200);
        assertThat(first.path("jobs")).hasSize(2);
        JsonNode second =
                admin.get(query + "&after=" + first.path("next").asString()).expect(200);
        assertThat(second.path("jobs").path(0).path("id"))
                .isNotIn(
                        first.path("jobs").path(0).path("id"),
                        first.path("jobs").path(1).path("id"));
        assertThat(admin.get("/admin/jobs?state=gone").code()).isEqualTo("INVALID_PARAMETER");
        assertThat(admin.get("/admin/jobs?size=0").code()).isEqualTo("INVALID_PARAMETER");
    }

    @Test
    void nobodyElseSeesOrTouchesThem() throws Exception {
        String id = start();
        await(id, state("done"));
        String tenant = "jobs-" + System.nanoTime() % 1_000_000;
        Api.withToken(server.url(), "test-admin")
                .post("/tenants", Map.of("name", tenant, "adminUsername", "boss", "adminPassword", "Jobs-other-2026"))
                .expect(201);
        Api other = Api.signIn(server.url(), tenant, "boss", "Jobs-other-2026");
        assertThat(other.get("/admin/jobs").expect(200).toString()).doesNotContain(id);
        assertThat(other.post("/admin/jobs/" + id + "/cancel", null).status()).isEqualTo(404);
        assertThat(other.post("/admin/jobs/" + id + "/retry", null).status()).isEqualTo(404);
        Api seller = server.as("seller");
        assertThat(seller.get("/admin/jobs").status()).isEqualTo(403);
        assertThat(seller.get("/admin/schedules").status()).isEqualTo(403);
        assertThat(seller.post("/admin/jobs/" + id + "/cancel", null).status()).isEqualTo(403);
        assertThat(admin.get("/installation/jobs").status()).isEqualTo(401);
    }

    @Test
    void theInstallationsChoresAreSeenWithTheirNextTime() {
        assertThat(admin.get("/admin/schedules")
                        .expect(200)
                        .path("schedules")
                        .valueStream()
                        .map(one -> one.path("name").asString()))
                .contains("outbox-account", "jobs-clean-up", "files-clean-up");
        JsonNode installation = Api.withToken(server.url(), "test-admin")
                .get("/installation/jobs")
                .expect(200);
        assertThat(installation.path("chores").size()).isGreaterThanOrEqualTo(3);
    }
}
