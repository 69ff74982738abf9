package io.trellis.server.files;

import io.trellis.server.Api;
import io.trellis.server.TestServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An object of its own in the demo tenant – a <i>dossier</i> with owners, a paper, a photo, a signature and a field that people
 * with the role may not see – and two of these people, neither above the other.
 */
final class FilesFixture {
    static final String PASSWORD = "a good password";

    final TestServer server = TestServer.shared();
    final Api admin = server.as("admin");
    final String dossier = TestServer.freshName("dossier");
    private final String role = TestServer.freshName("clerk");

    FilesFixture() {
        admin.put("/meta/objects/" + dossier, """
                        {"name": "%s", "label": {"zh-CN": "卷宗", "en-US": "Dossier"}, "nameField": "title",
                         "fields": [{"name": "title", "type": "text", "max": 80, "required": true},
                                    {"name": "code", "type": "text", "max": 40, "unique": true},
                                    {"name": "paper", "type": "file", "maxSize": 100000, "accept": ["application/pdf", "text/plain", "image/*"]},
                                    {"name": "photo", "type": "image", "maxSize": 5000000},
                                    {"name": "signed", "type": "signature"},
                                    {"name": "secret", "type": "file"}]}
                        """.formatted(dossier)).expect(201);
        String rights = "{\"create\": true, \"read\": \"own\", \"edit\": \"own\", \"delete\": \"own\"}";
        admin.put("/meta/permission-sets/" + role, """
                        {"name": "%1$s", "label": {"zh-CN": "办事员", "en-US": "Clerk"},
                         "objects": {"%2$s": %3$s},
                         "fields": {"%2$s.secret": {"read": false, "edit": false}}, "system": []}
                        """.formatted(role, dossier, rights))
                .expect(201);
        admin.put(
                        "/meta/roles/" + role,
                        Map.of(
                                "name",
                                role,
                                "label",
                                Map.of("zh-CN", role, "en-US", role),
                                "permissionSets",
                                List.of(role)))
                .expect(201);
    }

    /** A new person with the role. */
    FileCalls person(String name) {
        String username = TestServer.freshName(name + ".");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("username", username);
        values.put("name", name);
        values.put("roles", List.of(role));
        String id = admin.post("/records/user", values).expect(201).path("id").asString();
        admin.post("/users/" + id + "/password", Map.of("new", PASSWORD)).expect(204);
        return new FileCalls(server.url(), Api.signIn(server.url(), "demo", username, PASSWORD));
    }

    FileCalls admin() {
        return new FileCalls(server.url(), admin);
    }

    String path(String id) {
        return "/records/" + dossier + "/" + id;
    }

    /** A new dossier of the caller's. */
    String make(FileCalls who, Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("title", TestServer.freshName("t"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return who.api()
                .post("/records/" + dossier, values)
                .expect(201)
                .path("id")
                .asString();
    }
}
