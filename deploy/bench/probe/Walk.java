import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends bad input to every operation of one caller's document. */
final class Walk {
    /** Operations that end the caller's own session or change their password when they succeed. */
    private static final List<String> SELF = List.of("logout", "endSession", "changePassword", "login");

    private final Target target;
    private final JsonNode document;
    private final Supplier<String> session;
    private final List<String> foreignIds;
    private final boolean quick;
    private final Map<String, String> samples = new LinkedHashMap<>();
    private String token;
    private int turn;
    int operations;

    Walk(Target target, JsonNode document, Supplier<String> session, List<String> foreignIds, boolean quick) {
        this.target = target;
        this.document = document;
        this.session = session;
        this.foreignIds = foreignIds;
        this.quick = quick;
        this.token = session.get();
    }

    void run() {
        document.path("paths").properties().forEach(path -> path.getValue().properties().forEach(operation -> {
            if (operation.getValue().has("operationId")) {
                operations++;
                attack(path.getKey(), operation.getKey().toUpperCase(java.util.Locale.ROOT), path.getValue(), operation.getValue());
            }
        }));
    }

    /** In a quick walk a few of the values, other ones each time, so that the whole walk still tries them all. */
    private <T> List<T> some(List<T> values, int few) {
        if (!quick || values.size() <= few) {
            return values;
        }
        List<T> chosen = new ArrayList<>();
        for (int i = 0; i < few; i++) {
            chosen.add(values.get(turn++ % values.size()));
        }
        return chosen;
    }

    private void attack(String path, String method, JsonNode item, JsonNode operation) {
        String id = operation.path("operationId").asString();
        List<JsonNode> parameters = new ArrayList<>();
        item.path("parameters").forEach(p -> parameters.add(resolve(p)));
        operation.path("parameters").forEach(p -> parameters.add(resolve(p)));
        boolean self = SELF.contains(id);
        tokens(path, method, operation, id);
        if (!self) {
            paths(path, method, parameters, operation, id);
            queries(path, method, parameters, id);
            headers(path, method, id);
        }
        if (operation.has("requestBody")) {
            bodies(path, method, operation, id, self);
        }
        target.send("TRACE", fill(path, "x"), token, null, null, id + " by TRACE");
        target.send("PUT".equals(method) ? "POST" : "PUT", fill(path, "x"), token, "{}".getBytes(StandardCharsets.UTF_8), "application/json", id + " by another method");
        if (target.json("GET", "/me", token, null).status() == 401) {
            token = session.get();
        }
    }

    /** Without a session nothing but signing in answers. */
    private void tokens(String path, String method, JsonNode operation, String id) {
        if (operation.path("security").isArray() && operation.path("security").isEmpty()) {
            return;
        }
        byte[] body = operation.has("requestBody") ? "{}".getBytes(StandardCharsets.UTF_8) : null;
        String flipped = token.substring(0, token.length() - 1) + (token.endsWith("A") ? "B" : "A");
        List<String> forged = new ArrayList<>(List.of(
                "x", flipped, token + "x", token.substring(1), "null", "x".repeat(4000),
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.", token.toLowerCase(java.util.Locale.ROOT) + "-"));
        forged.add(null);
        forged.add(ended());
        for (String bad : some(forged, 3)) {
            int status = target.send(method, fill(path, "x"), bad, body, "application/json", id + " with token " + bad).status();
            if (status != 401 && !(status >= 400 && bad != null && bad.length() > 1000)) {
                target.miss("answers_without_session", id + " with token " + bad + ": " + status);
            }
        }
        int crossSite = target.send(method, fill(path, "x"), null, body, "application/json", id + " by cookie without the header",
                "Cookie", "trellis_session=" + token).status();
        if (crossSite < 400 && !method.equals("GET")) {
            target.miss("answers_without_session", id + " by a bearer's token as cookie: " + crossSite);
        }
    }

    private String endedToken;

    /** A session that was real and is over. */
    private String ended() {
        if (endedToken == null) {
            endedToken = session.get();
            target.json("POST", "/auth/logout", endedToken, null);
        }
        return endedToken;
    }

    private void paths(String path, String method, List<JsonNode> parameters, JsonNode operation, String id) {
        if (!path.contains("{")) {
            return;
        }
        byte[] body = operation.has("requestBody") ? minimal(operation) : null;
        List<String> values = new ArrayList<>(some(BadValues.texts(), 3));
        values.addAll(some(foreignIds, 2));
        for (String value : values) {
            Target.Answer answer =
                    target.send(method, fill(path, Target.encode(value)), token, body, "application/json", id + " of " + value);
            if (foreignIds.contains(value) && answer.status() < 400) {
                target.miss("leaks", id + " of another tenant's " + value + ": " + answer.status());
            }
        }
        // Raw, as a browser would not send it.
        for (String raw : some(List.of("%00", "%2e%2e%2f%2e%2e", "..;/", "%", "%zz", "%c0%ae", "a%0d%0ab", ";x=1"), 2)) {
            target.send(method, fill(path, raw), token, body, "application/json", id + " of raw " + raw);
        }
    }

    private void queries(String path, String method, List<JsonNode> parameters, String id) {
        String filled = fill(path, sample(path));
        for (JsonNode parameter : parameters) {
            if (!parameter.path("in").asString("").equals("query") || method.equals("DELETE")) {
                continue;
            }
            String name = parameter.path("name").asString();
            List<String> values = name.equals("filter") || name.equals("having") ? BadValues.filters() : BadValues.texts();
            for (String value : some(values, 3)) {
                target.send(method, filled + "?" + name + "=" + Target.encode(value), token, null, null, id + " with " + name + "=" + value);
            }
            for (String foreign : some(foreignIds, 1)) {
                target.send(method, filled + "?" + name + "=" + Target.encode("id = '" + foreign + "'"), token, null, null, id + " with a foreign " + name);
            }
            target.send(method, filled + "?" + name + "=1&" + name + "=2&" + name + "[]=3", token, null, null, id + " with " + name + " thrice");
        }
        target.send(method.equals("DELETE") ? "GET" : method, filled + "?nope=1&%00=2&=3", token, null, null, id + " with unknown parameters");
    }

    private void headers(String path, String method, String id) {
        String filled = fill(path, "x");
        for (String[] pair : some(List.of(
                new String[] {"If-Match", "\"x\""}, new String[] {"If-Match", "*"}, new String[] {"If-Match", "99999999999999999999"},
                new String[] {"Accept", "text/x-nothing"}, new String[] {"Accept", "*/*;q=x"}, new String[] {"Accept-Language", "x".repeat(3000)},
                new String[] {"Range", "bytes=9-1,x"}, new String[] {"X-Forwarded-For", "' OR 1=1"}, new String[] {"Accept-Encoding", "bomb"},
                new String[] {"Origin", "http://evil.example"}, new String[] {"X-HTTP-Method-Override", "DELETE"}), 2)) {
            target.send(method, filled, token, null, null, id + " with " + pair[0] + ": " + pair[1], pair);
        }
    }

    private void bodies(String path, String method, JsonNode operation, String id, boolean self) {
        String filled = fill(path, sample(path));
        String type = operation.path("requestBody").path("content").propertyNames().iterator().next();
        for (Map.Entry<String, byte[]> body : some(List.copyOf(BadValues.bodies().entrySet()), 5)) {
            target.send(method, filled, token, body.getValue(), type, id + " with body " + body.getKey());
        }
        byte[] empty = "{}".getBytes(StandardCharsets.UTF_8);
        for (String wrong : some(List.of("text/plain", "application/xml", "application/x-www-form-urlencoded", "x", "multipart/form-data", "application/json;charset=utf-7"), 1)) {
            target.send(method, filled, token, empty, wrong, id + " as " + wrong);
        }
        JsonNode schema = resolve(operation.at("/requestBody/content/application~1json/schema"));
        String first = "name";
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            first = property.getKey();
            if (self) {
                continue;
            }
            List<String> values = property.getKey().equals("filter") || property.getKey().equals("having")
                    ? BadValues.filters().stream().map(text -> Target.JSON.writeValueAsString(text)).toList()
                    : BadValues.values();
            for (String value : some(values, 3)) {
                ObjectNode whole = (ObjectNode) Target.JSON.readTree(minimal(operation));
                whole.remove(property.getKey());
                String text = whole.toString();
                String separator = text.length() > 2 ? "," : "";
                byte[] body = (text.substring(0, text.length() - 1) + separator + Target.JSON.writeValueAsString(property.getKey()) + ":" + value + "}")
                        .getBytes(StandardCharsets.UTF_8);
                target.send(method, filled, token, body, type, id + " with " + property.getKey() + " = " + value);
            }
            for (String foreign : some(foreignIds, 1)) {
                target.json(method, filled, token, "{\"" + property.getKey() + "\":\"" + foreign + "\"}");
            }
        }
        target.json(method, filled, token, "{\"nope\":1,\"naem\":\"x\",\"" + first + "\":\"x\",\"tenant\":\"demo\",\"deletedAt\":\"x\"}");
        if (!quick || turn++ % 10 == 0) {
            target.send(method, filled, token, BadValues.hugeField(first), type, id + " with 10 MB");
        }
    }

    /** The smallest body the schema allows; wrong by meaning perhaps, but well formed. */
    private byte[] minimal(JsonNode operation) {
        return sampleOf(resolve(operation.at("/requestBody/content/application~1json/schema")), 0).toString().getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode sampleOf(JsonNode schema, int depth) {
        ObjectNode node = Target.JSON.createObjectNode();
        if (depth < 4) {
            schema.path("required").forEach(name -> {
                JsonNode property = resolve(schema.path("properties").path(name.asString()));
                node.set(name.asString(), valueOf(property, depth));
            });
        }
        return node;
    }

    private JsonNode valueOf(JsonNode property, int depth) {
        JsonNode type = property.path("type");
        String kind = type.isArray() ? type.get(0).asString() : type.asString("object");
        if (property.path("enum").size() > 0) {
            return property.path("enum").get(0);
        }
        return switch (kind) {
            case "string" -> Target.JSON.getNodeFactory().stringNode(text(property.path("format").asString("")));
            case "integer", "number" -> Target.JSON.getNodeFactory().numberNode(1);
            case "boolean" -> Target.JSON.getNodeFactory().booleanNode(false);
            case "array" -> Target.JSON.createArrayNode();
            default -> sampleOf(property, depth + 1);
        };
    }

    private static String text(String format) {
        return switch (format) {
            case "date" -> "2026-01-31";
            case "date-time" -> "2026-01-31T08:00:00Z";
            case "time" -> "08:00:00";
            case "email" -> "a@example.com";
            case "uri" -> "https://example.com";
            default -> "fuzz " + System.nanoTime();
        };
    }

    /** A record of the path's object made for this walk, so that nobody else's is changed; an unknown id where none can be made. */
    private String sample(String path) {
        if (!path.startsWith("/records/")) {
            return "x";
        }
        String object = path.split("/")[2];
        return samples.computeIfAbsent(object, name -> {
            JsonNode create = document.path("paths").path("/records/" + name).path("post");
            if (create.isMissingNode()) {
                return "x_00000000000000000000000000";
            }
            Target.Answer made = target.send("POST", "/records/" + name, token, minimal(create), "application/json", "sample of " + name);
            return made.body().path("id").asString("x_00000000000000000000000000");
        });
    }

    private static String fill(String path, String value) {
        return path.replaceAll("\\{[^}]+\\}", java.util.regex.Matcher.quoteReplacement(value));
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }
}
