package io.trellis.server.escalation;

import io.trellis.server.Api;
import io.trellis.server.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A tenant of its own with tickets that wait, a worker and those above: the worker reports to the lead, who is in charge of the
 * worker's team, and the lead to the director, who is in charge of the region above.
 */
final class EscalationWorld {
    private static final String PASSWORD = "a good password";

    final Api admin;
    final Map<String, String> users = new LinkedHashMap<>();
    private final String url;
    private final String tenant;

    /** @param url of a server whose administrator's token is {@code test-admin} */
    EscalationWorld(String url) {
        this.url = url;
        this.tenant = TestServer.freshName("escalation");
        Api.withToken(url, "test-admin")
                .post("/tenants", Map.of("name", tenant, "adminUsername", "admin", "adminPassword", PASSWORD))
                .expect(201);
        admin = signIn("admin");
        admin.put("/meta/objects/ticket", """
                        {"name": "ticket", "prefix": "tck", "label": "Ticket", "nameField": "title", "fields": [
                          {"name": "title", "type": "text", "required": true, "max": 80},
                          {"name": "state", "type": "select", "options": ["open", "done"], "default": "open"},
                          {"name": "startsAt", "type": "datetime"},
                          {"name": "day", "type": "date"},
                          {"name": "times", "type": "integer", "default": 0},
                          {"name": "note", "type": "text", "max": 80},
                          {"name": "secret", "type": "text", "max": 80}]}""").expect(201);
        admin.put("/meta/permission-sets/worker", """
                        {"name": "worker", "label": "Worker",
                         "objects": {"ticket": {"create": true, "read": "own", "edit": "own", "delete": "none"}},
                         "fields": {"ticket.secret": {"read": false, "edit": false}}}""").expect(201);
        admin.put(
                        "/meta/roles/worker",
                        "{\"name\": \"worker\", \"label\": \"Worker\", \"permissionSets\": [\"worker\"]}")
                .expect(201);
        String region = department("Region", null);
        String team = department("Team", region);
        user("director", region, null);
        user("lead", team, "director");
        user("worker", team, "lead");
        admin.patch("/records/department/" + region, Map.of("manager", users.get("director")))
                .expect(200);
        admin.patch("/records/department/" + team, Map.of("manager", users.get("lead")))
                .expect(200);
    }

    private String department(String name, String parent) {
        Map<String, Object> values = new LinkedHashMap<>(Map.of("name", name));
        if (parent != null) {
            values.put("parent", parent);
        }
        return admin.post("/records/department", values).expect(201).path("id").asString();
    }

    private void user(String name, String department, String manager) {
        Map<String, Object> values = new LinkedHashMap<>(
                Map.of("username", name, "name", name, "roles", List.of("worker"), "department", department));
        if (manager != null) {
            values.put("manager", users.get(manager));
        }
        String id = admin.post("/records/user", values).expect(201).path("id").asString();
        admin.post("/users/" + id + "/password", Map.of("new", PASSWORD)).expect(204);
        users.put(name, id);
    }

    private EscalationWorld(String url, EscalationWorld before) {
        this.url = url;
        this.tenant = before.tenant;
        this.users.putAll(before.users);
        this.admin = signIn("admin");
    }

    /** The same tenant, where its server has started again. */
    EscalationWorld at(String newUrl) {
        return new EscalationWorld(newUrl, this);
    }

    /** @return ids of tickets of the administrator's that have waited for some hours */
    List<String> tickets(int count, long hours) {
        List<String> ids = new ArrayList<>();
        String since = hoursAgo(hours).toString();
        while (ids.size() < count) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (int i = 0; i < Math.min(1000, count - ids.size()); i++) {
                rows.add(Map.of("title", "t", "startsAt", since));
            }
            admin.post("/records/ticket/bulk", Map.of("operation", "create", "records", rows))
                    .expect(200)
                    .path("results")
                    .forEach(result -> ids.add(result.path("id").asString()));
        }
        return ids;
    }

    long count(String filter) {
        return admin.get("/records/ticket?count=true&size=1&filter=" + Api.encode(filter))
                .expect(200)
                .path("total")
                .asLong();
    }

    Api signIn(String username) {
        return Api.signIn(url, tenant, username, PASSWORD);
    }

    /** Defines rule {@code ticket.late}, JSON without name and object. */
    Api.Answer rule(String rest) {
        return rule("late", rest);
    }

    Api.Answer rule(String name, String rest) {
        return admin.put(
                "/meta/escalations/ticket." + name,
                "{\"name\": \"" + name
                        + "\", \"object\": \"ticket\", \"label\": {\"zh-CN\": \"久候\", \"en-US\": \"Late\"}, " + rest
                        + "}");
    }

    /** A ticket of the worker's that has waited for some hours. */
    String ticket(String title, long hours) {
        return admin.post(
                        "/records/ticket",
                        Map.of(
                                "title", title,
                                "owner", users.get("worker"),
                                "startsAt", hoursAgo(hours).toString()))
                .expect(201)
                .path("id")
                .asString();
    }

    static Instant hoursAgo(long hours) {
        return Instant.now().minus(Duration.ofHours(hours)).truncatedTo(ChronoUnit.SECONDS);
    }

    JsonNode read(String id) {
        return admin.get("/records/ticket/" + id).expect(200);
    }

    String owner(String id) {
        return read(id).path("owner").path("name").asString();
    }

    /** Has what is due in some hours done, and waits for it. */
    JsonNode run(long hoursFromNow) throws InterruptedException {
        String job = start(hoursFromNow);
        return await(job);
    }

    String start(long hoursFromNow) {
        return admin.post(
                        "/escalations/run",
                        Map.of("at", hoursAgo(-hoursFromNow).plusSeconds(1).toString()))
                .expect(202)
                .path("job")
                .asString();
    }

    /** The limit only ends a broken run. */
    JsonNode await(String job) throws InterruptedException {
        for (int i = 0; i < 1200; i++) {
            for (JsonNode one : admin.get("/admin/jobs?kind=escalation&size=500")
                    .expect(200)
                    .path("jobs")) {
                String state = one.path("state").asString();
                if (one.path("id").asString().equals(job)
                        && !List.of("queued", "running").contains(state)) {
                    if (!state.equals("done")) {
                        throw new AssertionError(one.toString());
                    }
                    return one.path("counts");
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError("The escalation has not ended");
    }

    /** Waits for all runs there are. */
    void awaitAll() throws InterruptedException {
        for (JsonNode job : admin.get("/admin/jobs?kind=escalation").expect(200).path("jobs")) {
            await(job.path("id").asString());
        }
    }

    /** {@code level outcome} of a record's entries as somebody sees them, the newest first. */
    static List<String> log(Api reader, String id) {
        List<String> told = new ArrayList<>();
        for (JsonNode entry : reader.get("/escalations/log?object=ticket&id=" + id)
                .expect(200)
                .path("entries")) {
            told.add(entry.path("level").asInt() + " " + entry.path("outcome").asString());
        }
        return told;
    }

    /** How often the record was written, by the way it came. */
    long writes(String id, String via) {
        long count = 0;
        for (JsonNode change :
                admin.get("/records/ticket/" + id + "/history").expect(200).path("changes")) {
            count += (change.path("via").asString() + ":" + change.path("ref").asString("")).equals(via) ? 1 : 0;
        }
        return count;
    }

    JsonNode evaluate(String id, String at) {
        return admin.post(
                        "/escalations/ticket.late/evaluate", at == null ? Map.of("id", id) : Map.of("id", id, "at", at))
                .expect(200);
    }
}
