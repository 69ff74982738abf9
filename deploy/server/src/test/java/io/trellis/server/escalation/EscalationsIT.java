package io.trellis.server.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.server.Api;
import io.trellis.server.TestServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Escalation rules over HTTP: what waits too long goes up, level by level and each level once, and the rules say what they do. */
class EscalationsIT {
    private static final String TWO_LEVELS = """
            "since": "startsAt", "when": "state = 'open'", "levels": [
              {"afterHours": 24, "assign": {"to": "superior"}},
              {"afterHours": 48, "assign": {"to": "departmentHead"}, "set": {"note": "title & '!'", "times": "times + 1"}}]""";

    private final EscalationWorld world =
            new EscalationWorld(TestServer.shared().url());
    private final Api admin = world.admin;

    @Test
    void whatWaitsGoesUpLevelByLevelAndOnce() throws Exception {
        world.rule(TWO_LEVELS).expect(201);
        String late = world.ticket("late", 30);
        String fresh = world.ticket("fresh", 2);
        String closed = world.ticket("closed", 99);
        admin.patch("/records/ticket/" + closed, Map.of("state", "done")).expect(200);

        assertThat(world.run(0).path("done").asInt()).isEqualTo(1);
        assertThat(world.owner(late)).isEqualTo("lead");
        assertThat(world.read(late).path("department").path("name").asString()).isEqualTo("Team");
        assertThat(world.owner(fresh)).isEqualTo("worker");
        assertThat(world.owner(closed)).isEqualTo("worker");
        assertThat(world.run(0).path("done").asInt()).isZero();

        world.run(20);
        // The lead heads the team, so it goes to the head of the region above.
        assertThat(world.owner(late)).isEqualTo("director");
        assertThat(world.read(late).path("note").asString()).isEqualTo("late!");
        assertThat(world.read(late).path("times").asInt()).isEqualTo(1);
        world.run(2000);
        assertThat(world.read(late).path("times").asInt()).isEqualTo(1);
        assertThat(world.read(late).path("version").asInt()).isEqualTo(3);
        assertThat(world.writes(late, "system:escalation")).isEqualTo(2);
        assertThat(EscalationWorld.log(admin, late)).containsExactly("2 done", "1 done");
    }

    @Test
    void severalLevelsThatAreDueAreDoneInTheirOrder() throws Exception {
        String old = world.ticket("old", 500);
        world.rule(TWO_LEVELS).expect(201);

        world.run(0);
        assertThat(EscalationWorld.log(admin, old)).containsExactly("2 done", "1 done");
        assertThat(world.owner(old)).isEqualTo("director");
    }

    @Test
    void whenTheTimeMovesAllBeginsAgain() throws Exception {
        world.rule(TWO_LEVELS).expect(201);
        String id = world.ticket("again", 60);
        world.run(0);
        assertThat(world.owner(id)).isEqualTo("director");

        admin.patch(
                        "/records/ticket/" + id,
                        Map.of(
                                "owner",
                                world.users.get("worker"),
                                "startsAt",
                                EscalationWorld.hoursAgo(1).toString()))
                .expect(200);
        world.run(0);
        assertThat(world.owner(id)).isEqualTo("worker");
        world.run(24);
        assertThat(world.owner(id)).isEqualTo("lead");
        assertThat(EscalationWorld.log(admin, id)).containsExactly("1 done", "2 done", "1 done");
    }

    @Test
    void aRuleThatCountsFromTheLastChangeIsNotStartedAgainByItself() throws Exception {
        world.rule("""
                "since": "updatedAt", "when": "state = 'open'", "levels": [
                  {"afterHours": 10, "assign": {"to": "superior"}}, {"afterHours": 12, "set": {"times": "times + 1"}}]""").expect(201);
        String id = world.ticket("untouched", 0);

        world.run(11);
        assertThat(world.owner(id)).isEqualTo("lead");
        assertThat(world.read(id).path("times").asInt()).isZero();
        world.run(13);
        assertThat(world.read(id).path("times").asInt()).isEqualTo(1);
        world.run(500);
        assertThat(world.read(id).path("version").asInt()).isEqualTo(3);

        world.signIn("lead")
                .patch("/records/ticket/" + id, Map.of("note", "seen"))
                .expect(200);
        world.run(9);
        assertThat(world.owner(id)).isEqualTo("lead");
        world.run(11);
        assertThat(world.owner(id)).isEqualTo("director");
    }

    @Test
    void aRecordWhoseWriteIsRefusedIsToldOfOnceAndStopsNoOther() throws Exception {
        admin.put("/meta/rules/ticket.silent", """
                        {"name": "silent", "object": "ticket", "type": "validation", "check": "ISBLANK(note) OR title <> 'bad'",
                         "field": "note", "message": {"zh-CN": "不得备注", "en-US": "No notes here"}}""").expect(201);
        world.rule("""
                "since": "startsAt", "levels": [{"afterHours": 1, "set": {"note": "'late'"}}]""").expect(201);
        String bad = world.ticket("bad", 5);
        String good = world.ticket("good", 4);

        JsonNode counts = world.run(0);
        assertThat(counts.path("refused").asInt()).isEqualTo(1);
        assertThat(counts.path("done").asInt()).isEqualTo(1);
        world.run(0);
        assertThat(world.read(good).path("note").asString()).isEqualTo("late");
        assertThat(EscalationWorld.log(admin, bad)).containsExactly("1 refused");
        JsonNode problem = admin.get("/escalations/log?rule=ticket.late&id=" + bad)
                .expect(200)
                .path("entries")
                .path(0)
                .path("problems")
                .path(0);
        assertThat(problem.path("code").asString()).isEqualTo("RULE_VIOLATED");
        assertThat(problem.path("path").asString()).isEqualTo("/note");
        assertThat(problem.path("message").asString()).isEqualTo("不得备注");

        admin.patch("/records/ticket/" + bad, Map.of("title", "not bad")).expect(200);
        world.run(0);
        assertThat(world.read(bad).path("note").asString()).isEqualTo("late");
        assertThat(EscalationWorld.log(admin, bad)).containsExactly("1 done", "1 refused");
    }

    @Test
    void whereNobodyIsAboveTheNextLevelIsStillDone() throws Exception {
        world.rule("""
                "since": "startsAt", "levels": [{"afterHours": 1, "assign": {"to": "superior"}},
                  {"afterHours": 2, "assign": {"to": "user", "user": "worker"}}]""").expect(201);
        String id = world.ticket("top", 3);
        admin.patch("/records/ticket/" + id, Map.of("owner", world.users.get("director")))
                .expect(200);

        world.run(0);
        assertThat(world.owner(id)).isEqualTo("worker");
        assertThat(EscalationWorld.log(admin, id)).containsExactly("2 done", "1 refused");
        assertThat(admin.get("/escalations/log?id=" + id).text()).contains("ESCALATION_NOBODY", "没有在职的负责人的上级");
        assertThat(world.evaluate(id, null).path("levels").path(0).path("state").asString())
                .isEqualTo("passedOver");
    }

    @Test
    void somebodyWhoHasLeftIsPassedOver() throws Exception {
        world.rule("\"since\": \"startsAt\", \"levels\": [{\"afterHours\": 1, \"assign\": {\"to\": \"superior\"}}]")
                .expect(201);
        admin.patch("/records/user/" + world.users.get("lead"), Map.of("active", false))
                .expect(200);
        String id = world.ticket("left", 3);

        world.run(0);
        assertThat(world.owner(id)).isEqualTo("director");
    }

    @Test
    void manyRunsAndWritersAtOnceDoEachLevelOnce() throws Exception {
        world.rule("""
                "since": "startsAt", "levels": [{"afterHours": 1, "set": {"times": "times + 1"}},
                  {"afterHours": 2, "set": {"times": "times + 10"}}]""").expect(201);
        List<String> ids = world.tickets(210, 5);
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            jobs.add(world.start(0));
        }
        for (String id : ids.subList(0, 60)) {
            admin.patch("/records/ticket/" + id, Map.of("note", "somebody")).expect(200);
        }
        for (String job : jobs) {
            world.await(job);
        }
        // What lost a race is done by the next run.
        world.run(0);

        assertThat(ids).hasSize(210);
        assertThat(world.count("times = 11")).isEqualTo(210);
        assertThat(world.writes(ids.getFirst(), "system:escalation")).isEqualTo(2);
    }

    @Test
    void aRuleExplainsItself() throws Exception {
        world.rule(TWO_LEVELS).expect(201);
        String id = world.ticket("why", 30);

        JsonNode told = world.evaluate(id, null);
        assertThat(told.path("outcome").asString()).isEqualTo("due");
        assertThat(told.path("level").asInt()).isEqualTo(1);
        assertThat(told.path("when").path("holds").asBoolean()).isTrue();
        assertThat(told.path("when").path("values").path("state").asString()).isEqualTo("open");
        assertThat(told.path("hours").asDouble()).isBetween(30.0, 30.1);
        assertThat(told.path("levels").path(0).path("assign").path("name").asString())
                .isEqualTo("lead");
        assertThat(told.path("levels").path(1).path("state").asString()).isEqualTo("waiting");
        assertThat(told.path("levels").path(1).path("set").path("note").asString())
                .isEqualTo("why!");
        assertThat(world.evaluate(id, EscalationWorld.hoursAgo(20).toString())
                        .path("outcome")
                        .asString())
                .isEqualTo("waiting");
        assertThat(world.read(id).path("version").asInt()).isEqualTo(1);

        world.run(0);
        assertThat(world.evaluate(id, null).path("outcome").asString()).isEqualTo("waiting");
        assertThat(world.evaluate(id, null).path("levels").path(0).path("state").asString())
                .isEqualTo("done");
        world.run(40);
        assertThat(world.evaluate(id, null).path("outcome").asString()).isEqualTo("finished");
        admin.patch("/records/ticket/" + id, Map.of("state", "done")).expect(200);
        assertThat(world.evaluate(id, null).path("outcome").asString()).isEqualTo("notMet");

        for (String never : List.of("yesterday", "+99999999-01-01T00:00:00Z", "2026-02-30T00:00:00Z")) {
            assertThat(admin.post("/escalations/ticket.late/evaluate", Map.of("id", id, "at", never))
                            .hasProblem("NOT_A_MOMENT", "/at"))
                    .isTrue();
            assertThat(admin.post("/escalations/run", Map.of("at", never)).status())
                    .isEqualTo(422);
        }
        assertThat(world.evaluate(id, "9999-12-31T00:00:00Z").path("outcome").asString())
                .isEqualTo("notMet");
        assertThat(admin.post("/escalations/ticket.nope/evaluate", Map.of("id", id))
                        .status())
                .isEqualTo(404);
        assertThat(admin.post("/escalations/ticket.late/evaluate", Map.of("id", "tck_no"))
                        .status())
                .isEqualTo(404);
        assertThat(admin.post("/escalations/ticket.late/evaluate", "[").status())
                .isEqualTo(400);
        assertThat(admin.post("/escalations/run", Map.of("rule", "ticket.nope")).status())
                .isEqualTo(404);
        Api worker = world.signIn("worker");
        assertThat(worker.post("/escalations/ticket.late/evaluate", Map.of("id", id))
                        .status())
                .isEqualTo(403);
        assertThat(worker.post("/escalations/run", Map.of()).status()).isEqualTo(403);
    }

    @Test
    void businessHoursLeaveOutNightsWeekendsAndHolidays() {
        world.rule("""
                "since": "startsAt", "businessHours": {"opens": "09:00", "closes": "18:00"},
                "levels": [{"afterHours": 2, "set": {"note": "'x'"}}, {"afterHours": 4, "set": {"note": "'y'"}}]""").expect(201);
        // Wednesday before the National Day holiday of 2026, which lasts from October 1 to 7.
        String id = admin.post("/records/ticket", Map.of("title", "holiday", "startsAt", "2026-09-30T17:00:00+08:00"))
                .expect(201)
                .path("id")
                .asString();

        JsonNode levels = world.evaluate(id, "2026-10-07T20:00:00+08:00").path("levels");
        assertThat(levels.path(0).path("dueAt").asString()).isEqualTo("2026-10-08T02:00:00Z");
        assertThat(levels.path(1).path("dueAt").asString()).isEqualTo("2026-10-08T04:00:00Z");
        assertThat(levels.path(0).path("state").asString()).isEqualTo("waiting");
        JsonNode back = world.evaluate(id, "2026-10-08T10:00:00+08:00");
        assertThat(back.path("hours").asDouble()).isEqualTo(2);
        assertThat(back.path("level").asInt()).isEqualTo(1);
    }

    @Test
    void aDayCountsFromItsMidnight() throws Exception {
        world.rule("\"since\": \"day\", \"levels\": [{\"afterHours\": 10, \"set\": {\"note\": \"'x'\"}}]")
                .expect(201);
        String id = admin.post("/records/ticket", Map.of("title", "day", "day", "2026-01-05"))
                .expect(201)
                .path("id")
                .asString();

        JsonNode told = world.evaluate(id, "2026-01-05T09:59:59+08:00");
        assertThat(told.path("outcome").asString()).isEqualTo("waiting");
        assertThat(told.path("levels").path(0).path("dueAt").asString()).isEqualTo("2026-01-05T02:00:00Z");
        world.run(0);
        assertThat(world.read(id).path("note").asString()).isEqualTo("x");
    }

    @Test
    void theLogShowsOnlyWhatItsReaderMayRead() throws Exception {
        world.rule("""
                "since": "startsAt", "levels": [{"afterHours": 1, "set": {"secret": "'hush'", "note": "'seen'"}},
                  {"afterHours": 2, "assign": {"to": "user", "user": "nobody"}}]""").expect(201);
        String mine = world.ticket("mine", 5);
        String theirs = world.ticket("theirs", 5);
        admin.patch("/records/ticket/" + theirs, Map.of("owner", world.users.get("director")))
                .expect(200);
        world.run(0);
        assertThat(EscalationWorld.log(admin, theirs)).containsExactly("2 refused", "1 done");

        Api worker = world.signIn("worker");
        assertThat(EscalationWorld.log(worker, theirs)).isEmpty();
        JsonNode entries = worker.get("/escalations/log").expect(200).path("entries");
        assertThat(entries).hasSize(2).allSatisfy(entry -> assertThat(
                        entry.path("record").path("id").asString())
                .isEqualTo(mine));
        assertThat(entries.path(0).path("outcome").asString()).isEqualTo("refused");
        assertThat(entries.path(0).path("problems")).isEmpty();
        assertThat(entries.path(1).path("set").path("note").asString()).isEqualTo("seen");
        assertThat(entries.path(1).path("set").has("secret")).isFalse();
        assertThat(entries.path(1).path("record").path("name").asString()).isEqualTo("mine");
        assertThat(worker.get("/escalations/log?object=nope").status()).isEqualTo(404);

        JsonNode first = admin.get("/escalations/log?size=3").expect(200);
        assertThat(first.path("entries")).hasSize(3);
        JsonNode rest = admin.get(
                        "/escalations/log?size=3&after=" + first.path("next").asString())
                .expect(200);
        assertThat(rest.path("entries")).hasSize(1);
        assertThat(rest.path("next").isNull()).isTrue();
        assertThat(first.path("entries").path(0).path("problems")).hasSize(1);
    }

    @Test
    void theScheduleAndWhatIsNotedComeAndGoWithTheRules() throws Exception {
        assertThat(schedules()).doesNotContain("escalations");
        world.rule(TWO_LEVELS).expect(201);
        assertThat(schedules()).contains("escalations");
        String id = world.ticket("noted", 30);
        world.run(0);
        assertThat(world.evaluate(id, null).path("outcome").asString()).isEqualTo("waiting");

        admin.delete("/meta/escalations/ticket.late").expect(204);
        assertThat(schedules()).doesNotContain("escalations");
        world.awaitAll();
        world.rule(TWO_LEVELS).expect(201);
        assertThat(world.evaluate(id, null).path("outcome").asString()).isEqualTo("due");
    }

    private List<String> schedules() {
        List<String> names = new ArrayList<>();
        admin.get("/admin/schedules")
                .expect(200)
                .path("schedules")
                .forEach(schedule -> names.add(schedule.path("name").asString()));
        return names;
    }

    @Test
    void whatIsWrongIsSaidAtItsPlaceInTheReadersLanguage() {
        Api.Answer answer = world.rule("""
                "since": "title", "when": "stat = 'open'", "levels": [
                  {"afterHours": 5, "set": {"nte": "'x'"}}, {"afterHours": 5},
                  {"afterHours": 6, "assign": {"to": "user"}, "set": {"times": "title"}}]""");
        assertThat(answer.status()).isEqualTo(422);
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("/since", "ESCALATION_SINCE");
        expected.put("/when", "UNKNOWN_NAME");
        expected.put("/levels/0/set/nte", "FIELD_MISSING");
        expected.put("/levels/1/afterHours", "ESCALATION_ORDER");
        expected.put("/levels/1", "ESCALATION_DOES_NOTHING");
        expected.put("/levels/2/assign", "MISSING_KEY");
        expected.put("/levels/2/set/times", "TYPE_MISMATCH");
        expected.forEach((path, code) ->
                assertThat(answer.hasProblem(code, path)).as(path).isTrue());
        assertThat(answer.text()).contains("这一级什么也不做");
        assertThat(world.rule("\"since\": 5, \"levels\": []").status()).isEqualTo(422);

        world.rule(TWO_LEVELS).expect(201);
        Api.Answer inUse = admin.delete("/meta/objects/ticket/fields/startsAt");
        assertThat(inUse.status()).isEqualTo(409);
        assertThat(inUse.text()).contains("escalations/ticket.late");
    }
}
