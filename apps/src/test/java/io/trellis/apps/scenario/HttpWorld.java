package io.trellis.apps.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tenant of its own for each scenario, on the running product: its packages, a manager with two sellers below in teams of
 * their own, and an auditor. What a scenario does goes the way of any client, through the HTTP API.
 */
final class HttpWorld implements World {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PASSWORD = "scenario-password";

    private final String url;
    private final String tenant;
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, String> users = new HashMap<>();
    private final Map<String, String> objects = new HashMap<>();

    HttpWorld(String url, String tenant, String adminToken, List<String> packages) {
        this.url = url + "/api/v1";
        this.tenant = tenant;
        tokens.put("operator", adminToken);
        send(
                "operator",
                "POST",
                "/tenants",
                Map.of("name", tenant, "adminUsername", "admin", "adminPassword", PASSWORD));
        signIn("admin");
        packages.forEach(name -> send("admin", "POST", "/packages", Map.of("name", name)));
        String region = create("admin", "department", Map.of("name", "大区"));
        String north = create("admin", "department", Map.of("name", "一组", "parent", region));
        String south = create("admin", "department", Map.of("name", "二组", "parent", region));
        user("manager", region, null, "salesManager");
        user("seller", north, "manager", "seller");
        user("seller2", south, "manager", "seller");
        user("auditor", null, null, "auditor");
    }

    private void user(String username, String department, String manager, String role) {
        Map<String, Object> user =
                new LinkedHashMap<>(Map.of("username", username, "name", username, "roles", List.of(role)));
        if (department != null) {
            user.put("department", department);
        }
        if (manager != null) {
            user.put("manager", users.get(manager));
        }
        String id = create("admin", "user", user);
        users.put(username, id);
        send("admin", "POST", "/users/" + id + "/password", Map.of("new", PASSWORD));
        signIn(username);
    }

    private void signIn(String username) {
        JsonNode session =
                send(null, "POST", "/auth/login", Map.of("tenant", tenant, "username", username, "password", PASSWORD));
        tokens.put(username, session.path("token").asString());
    }

    private String create(String as, String object, Map<String, Object> values) {
        return create(as, object, values, false);
    }

    @Override
    public String create(String as, String object, Map<String, Object> values, boolean despiteDuplicates) {
        String path = "/records/" + object + (despiteDuplicates ? "?allowDuplicates=true" : "");
        return know(send(as, "POST", path, values).path("id").asString(), object);
    }

    @Override
    public void update(String as, String id, Map<String, Object> values) {
        send(as, "PATCH", address(id), values);
    }

    @Override
    public void delete(String as, String id) {
        send(as, "DELETE", address(id), null);
    }

    @Override
    public Map<String, Object> read(String as, String id) {
        Map<String, Object> values = new HashMap<>();
        send(as, "GET", address(id), null)
                .properties()
                .forEach(entry -> values.put(entry.getKey(), plain(entry.getValue())));
        return values;
    }

    @Override
    public Map<String, Object> ask(String as, String path) {
        Map<String, Object> values = new HashMap<>();
        send(as, "GET", path, null).properties().forEach(entry -> values.put(entry.getKey(), plain(entry.getValue())));
        return values;
    }

    @Override
    public long count(String as, String object, String filter) {
        String query = filter == null ? "" : "&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
        return send(as, "GET", "/records/" + object + "?size=1&count=true" + query, null)
                .path("total")
                .asLong();
    }

    @Override
    public Map<String, String> run(String as, String mapping, String id, Map<String, Object> choices) {
        JsonNode answer = send(as, "POST", address(id) + "/actions/" + mapping, Map.of("choices", choices));
        Map<String, String> made = new HashMap<>();
        answer.path("created")
                .properties()
                .forEach(entry -> made.put(
                        entry.getKey(), know(entry.getValue().path("id").asString(), entry.getKey())));
        return made;
    }

    @Override
    public void escalate(String as, long hours) {
        String at = Instant.now().plus(Duration.ofHours(hours)).toString();
        String job = send(as, "POST", "/escalations/run", Map.of("at", at))
                .path("job")
                .asString();
        // The limit only ends a broken run.
        for (int i = 0; i < 1200; i++) {
            for (JsonNode one : send(as, "GET", "/admin/jobs?kind=escalation&state=done", null)
                    .path("jobs")) {
                if (one.path("id").asString().equals(job)) {
                    return;
                }
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("The escalation has not ended");
    }

    @Override
    public String userId(String as) {
        return users.get(as);
    }

    private String know(String id, String object) {
        objects.put(id, object);
        return id;
    }

    private String address(String id) {
        return "/records/" + objects.get(id) + "/" + id;
    }

    /** Links as their ids, everything else as it is. */
    private static Object plain(JsonNode value) {
        return value.isObject() && value.has("id")
                ? value.path("id").asString()
                : JSON.convertValue(value, Object.class);
    }

    private JsonNode send(String as, String method, String path, Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (as != null) {
            request.header("Authorization", "Bearer " + tokens.get(as));
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode answer = response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
            if (response.statusCode() >= 400) {
                List<String> paths = new ArrayList<>();
                answer.path("problems")
                        .forEach(problem -> paths.add(problem.path("path").asString()));
                throw new Refused(answer.path("code").asString(), paths, new AssertionError(response.body()));
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
