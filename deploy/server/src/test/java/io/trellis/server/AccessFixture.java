package io.trellis.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Objects, roles, people and records of their own in the demo tenant: a <i>plot</i> with owners and a hidden field, its details,
 * and a <i>sign</i> everybody may read that points to plots. {@code chief} is the superior of {@code helper}; {@code stranger}
 * is nobody's.
 */
final class AccessFixture {
    static final String PASSWORD = "a good password";

    final Api admin;
    final String plot = TestServer.freshName("plot");
    final String part = TestServer.freshName("part");
    final String sign = TestServer.freshName("sign");
    final String set = TestServer.freshName("digging");
    final String role = TestServer.freshName("digger");
    final Map<String, String> users = new LinkedHashMap<>();
    final Map<String, String> names = new LinkedHashMap<>();
    /** Ids of all plots, and of those the chief may see. */
    final Set<String> plots = new LinkedHashSet<>();

    final Set<String> chiefs = new LinkedHashSet<>();
    final Map<String, String> partsByPlot = new LinkedHashMap<>();
    final Map<String, String> signsByPlot = new LinkedHashMap<>();

    private final TestServer server;

    AccessFixture(TestServer server) {
        this.server = server;
        this.admin = server.as("admin");
        defineObjects();
        definePermissions("own");
        user("chief", null);
        user("helper", "chief");
        user("stranger", null);
        for (String owner : List.of("chief", "helper", "stranger")) {
            for (int i = 0; i < 7; i++) {
                plot(owner, i);
            }
        }
    }

    Api as(String who) {
        return Api.signIn(server.url(), "demo", names.get(who), PASSWORD);
    }

    private void defineObjects() {
        admin.put(
                        "/meta/objects/" + plot,
                        Map.of(
                                "name", plot,
                                "label", Map.of("zh-CN", plot, "en-US", plot),
                                "nameField", "title",
                                "searchFields", List.of("title", "secret"),
                                "fields",
                                        List.of(
                                                field("title", "text", Map.of("max", 80)),
                                                field("code", "text", Map.of("max", 40, "externalKey", true)),
                                                field("size", "decimal", Map.of("scale", 2)),
                                                field("colour", "select", Map.of("options", List.of("red", "blue"))),
                                                field("secret", "text", Map.of("max", 80)))))
                .expect(201);
        admin.put(
                        "/meta/objects/" + part,
                        Map.of(
                                "name",
                                part,
                                "label",
                                Map.of("zh-CN", part, "en-US", part),
                                "nameField",
                                "title",
                                "fields",
                                List.of(
                                        field("title", "text", Map.of("max", 80)),
                                        field("of", "masterDetail", Map.of("target", plot)))))
                .expect(201);
        admin.put(
                        "/meta/objects/" + sign,
                        Map.of(
                                "name",
                                sign,
                                "label",
                                Map.of("zh-CN", sign, "en-US", sign),
                                "nameField",
                                "title",
                                "fields",
                                List.of(
                                        field("title", "text", Map.of("max", 80)),
                                        field("at", "lookup", Map.of("target", plot)))))
                .expect(201);
    }

    /** An action that makes a sign of a plot. */
    String defineAction() {
        String mapping = TestServer.freshName("mark");
        Api.Answer answer = admin.put(
                "/meta/mappings/" + mapping,
                Map.of(
                        "name",
                        mapping,
                        "object",
                        plot,
                        "label",
                        Map.of("zh-CN", mapping, "en-US", mapping),
                        "targets",
                        List.of(Map.of("as", "copy", "object", plot, "map", Map.of("title", "title", "size", "size"))),
                        "open",
                        "copy"));
        if (answer.status() != 201) {
            throw new AssertionError(answer.text());
        }
        return mapping;
    }

    private static Map<String, Object> field(String name, String type, Map<String, Object> attributes) {
        var field = new LinkedHashMap<String, Object>();
        field.put("name", name);
        field.put("type", type);
        field.put("label", Map.of("zh-CN", name, "en-US", name));
        field.putAll(attributes);
        return field;
    }

    /** (Re)defines what diggers may do with plots. */
    void definePermissions(String scope) {
        var rights = Map.of("create", true, "read", scope, "edit", scope, "delete", scope);
        var answer = admin.put(
                "/meta/permission-sets/" + set,
                Map.of(
                        "name", set,
                        "label", Map.of("zh-CN", set, "en-US", set),
                        "objects",
                                Map.of(
                                        plot, rights,
                                        part, Map.of("create", true, "read", "all", "edit", "all", "delete", "all"),
                                        sign, Map.of("create", false, "read", "all", "edit", "none", "delete", "none")),
                        "fields", Map.of(plot + ".secret", Map.of("read", false, "edit", false)),
                        "system", List.of("exportData", "importData")));
        if (answer.status() != 200 && answer.status() != 201) {
            throw new AssertionError(answer.text());
        }
        answer = admin.put(
                "/meta/roles/" + role,
                Map.of(
                        "name", role,
                        "label", Map.of("zh-CN", role, "en-US", role),
                        "permissionSets", List.of(set)));
        if (answer.status() != 200 && answer.status() != 201) {
            throw new AssertionError(answer.text());
        }
    }

    void user(String who, String manager) {
        String username = TestServer.freshName(who + ".");
        var values = new LinkedHashMap<String, Object>();
        values.put("username", username);
        values.put("name", who);
        values.put("roles", List.of(role));
        if (manager != null) {
            values.put("manager", users.get(manager));
        }
        String id = admin.post("/records/user", values).expect(201).path("id").asString();
        admin.post("/users/" + id + "/password", Map.of("new", PASSWORD)).expect(204);
        users.put(who, id);
        names.put(who, username);
    }

    private void plot(String owner, int i) {
        String title = "needle " + owner + " " + i;
        String id = admin.post(
                        "/records/" + plot,
                        Map.of(
                                "title",
                                title,
                                "code",
                                owner + i,
                                "size",
                                i + 0.5,
                                "colour",
                                i % 2 == 0 ? "red" : "blue",
                                "secret",
                                "hidden treasure " + i,
                                "owner",
                                users.get(owner)))
                .expect(201)
                .path("id")
                .asString();
        plots.add(id);
        if (!owner.equals("stranger")) {
            chiefs.add(id);
        }
        partsByPlot.put(
                id,
                admin.post("/records/" + part, Map.of("title", "fragment " + i, "of", id))
                        .expect(201)
                        .path("id")
                        .asString());
        signsByPlot.put(
                id,
                admin.post("/records/" + sign, Map.of("title", "sign at " + i, "at", id))
                        .expect(201)
                        .path("id")
                        .asString());
    }

    static Set<String> ids(JsonNode records) {
        var ids = new LinkedHashSet<String>();
        records.forEach(record -> ids.add(record.path("id").asString()));
        return ids;
    }

    static List<String> texts(JsonNode array, String field) {
        var texts = new ArrayList<String>();
        array.forEach(one -> texts.add(one.path(field).asString("")));
        return texts;
    }
}
