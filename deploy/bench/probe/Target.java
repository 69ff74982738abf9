import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The server under attack: sends requests and judges every answer. */
final class Target {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHOWN = 40;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final List<String> secrets = new ArrayList<>();
    private final List<String> misses = new ArrayList<>();
    final AtomicLong requests = new AtomicLong();
    final Map<String, Long> missesByKind = new TreeMap<>();
    final Map<Integer, Long> statuses = new TreeMap<>();

    Target(String url) {
        this.url = url;
    }

    record Answer(int status, String text, JsonNode body) {}

    /** Somebody signed in. */
    record Session(String token) {}

    /** Signs in; waits where a sign-in is slowed down. */
    Session session(String tenant, String username, String password) {
        String body = JSON.writeValueAsString(Map.of("tenant", tenant, "username", username, "password", password));
        for (int i = 0; ; i++) {
            Answer answer = json("POST", "/auth/login", null, body);
            if (answer.status() == 200) {
                return new Session(answer.body().path("token").asString());
            }
            if (answer.status() != 429 || i == 120) {
                throw new IllegalStateException("can't sign in as " + username + " of " + tenant + ": " + answer.text());
            }
            pause(1000);
        }
    }

    /** A call that must succeed. */
    JsonNode ok(String method, String path, String token, Object body) {
        Answer answer = json(method, path, token, body == null ? null : JSON.writeValueAsString(body));
        if (answer.status() >= 400) {
            throw new IllegalStateException(method + " " + path + ": " + answer.status() + " " + answer.text());
        }
        return answer.body();
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Texts that only the other tenant has: an answer with one is a leak. */
    void secret(String text) {
        secrets.add(text);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Answer json(String method, String path, String token, String body) {
        return send(method, path, token, body == null ? null : body.getBytes(StandardCharsets.UTF_8), "application/json", method + " " + path);
    }

    /**
     * Sends and judges.
     *
     * @param path with its query, already encoded
     * @param what for the report
     */
    Answer send(String method, String path, String token, byte[] body, String contentType, String what, String... headers) {
        requests.incrementAndGet();
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(URI.create(url + "/api/v1" + path)).timeout(Duration.ofSeconds(60));
            request.method(
                    method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body));
            if (body != null && contentType != null) {
                request.header("Content-Type", contentType);
            }
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            if (headers.length > 0) {
                request.headers(headers);
            }
        } catch (IllegalArgumentException notSendable) {
            return new Answer(400, "", MissingNode.getInstance());
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return judge(response, what);
        } catch (IOException e) {
            // A body far over the limit may be cut off; anything else must be answered.
            if (body == null || body.length < 1024 * 1024) {
                miss("unanswered", what + ": " + e);
            }
            return new Answer(413, "", MissingNode.getInstance());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer judge(HttpResponse<byte[]> response, String what) {
        int status = response.statusCode();
        String text = new String(response.body(), StandardCharsets.UTF_8);
        String type = response.headers().firstValue("Content-Type").orElse("");
        synchronized (this) {
            statuses.merge(status, 1L, Long::sum);
        }
        if (status >= 500) {
            miss("server_errors", what + ": " + status + " " + cut(text));
        }
        for (String secret : secrets) {
            if (text.contains(secret)) {
                miss("leaks", what + ": " + status + " " + cut(text));
            }
        }
        JsonNode body = MissingNode.getInstance();
        if (type.contains("json") && !text.isEmpty()) {
            try {
                body = JSON.readTree(text);
            } catch (RuntimeException e) {
                miss("unreadable_answers", what + ": " + cut(text));
            }
        }
        if (status >= 400 && !(type.startsWith("application/problem+json") && body.path("code").isString())) {
            miss("answers_without_problem", what + ": " + status + " " + type + " " + cut(text));
        }
        if (text.contains("Exception") && text.contains("\tat ") || text.contains("SQLITE_") || text.contains("org.sqlite")) {
            miss("internals_shown", what + ": " + cut(text));
        }
        return new Answer(status, text, body);
    }

    synchronized void miss(String kind, String what) {
        missesByKind.merge(kind, 1L, Long::sum);
        if (misses.size() < SHOWN) {
            misses.add(kind + ": " + cut(what));
        }
    }

    List<String> misses() {
        return misses;
    }

    private static String cut(String text) {
        return text.length() > 500 ? text.substring(0, 500) + "…" : text;
    }
}
