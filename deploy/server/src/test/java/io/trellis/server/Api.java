package io.trellis.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A plain caller of the HTTP API, as a partner's program would be. */
public final class Api {
    public static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String url;
    private final String token;

    private Api(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** @param body parsed JSON; MissingNode when the answer has none or isn't JSON */
    public record Answer(int status, String text, JsonNode body, HttpResponse<String> response) {
        /** The body, after making sure of the status. */
        public JsonNode expect(int expected) {
            if (status != expected) {
                throw new AssertionError("Expected " + expected + " but got " + status + ": " + text);
            }
            return body;
        }

        /** The document's own code, else the empty text. */
        public String code() {
            return body.path("code").asString("");
        }

        public boolean hasProblem(String code, String path) {
            for (JsonNode problem : body.path("problems")) {
                if (problem.path("code").asString("").equals(code)
                        && problem.path("path").asString("").equals(path)) {
                    return true;
                }
            }
            return false;
        }
    }

    public static Api anonymous(String url) {
        return new Api(url, null);
    }

    public static Api withToken(String url, String token) {
        return new Api(url, token);
    }

    public static Api signIn(String url, String tenant, String username, String password) {
        JsonNode session = anonymous(url)
                .post("/auth/login", Map.of("tenant", tenant, "username", username, "password", password))
                .expect(200);
        return new Api(url, session.path("token").asString());
    }

    public String token() {
        return token;
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, Object body) {
        return send("POST", path, body);
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, body);
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** @param body null for none; a String is sent as it stands, anything else as JSON */
    public Answer send(String method, String path, Object body, String... headers) {
        String text = body == null ? null : body instanceof String raw ? raw : JSON.writeValueAsString(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
                .method(
                        method,
                        text == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(text));
        if (text != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean json =
                    response.headers().firstValue("content-type").orElse("").contains("json");
            JsonNode tree =
                    json && !response.body().isEmpty() ? JSON.readTree(response.body()) : MissingNode.getInstance();
            return new Answer(response.statusCode(), response.body(), tree, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
