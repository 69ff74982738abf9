package io.trellis.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** An object of its own and a name for a script, for tests of scripts over HTTP. */
abstract class ScriptFixture {
    final TestServer server = TestServer.shared();
    final Api admin = server.as("admin");
    final Api seller = server.as("seller");
    final String object = TestServer.freshName("scripted");
    final String name = TestServer.freshName("script");

    @BeforeEach
    void defineObject() {
        var definition = new LinkedHashMap<String, Object>();
        definition.put("name", object);
        definition.put("label", Map.of("zh-CN", "脚本", "en-US", "Scripted"));
        definition.put("nameField", "title");
        definition.put(
                "fields",
                List.of(
                        Map.of("name", "title", "type", "text", "required", true),
                        Map.of("name", "amount", "type", "decimal", "scale", 2),
                        Map.of("name", "net", "type", "decimal", "scale", 2),
                        Map.of("name", "times", "type", "integer"),
                        Map.of("name", "due", "type", "date")));
        admin.put("/meta/objects/" + object, definition).expect(201);
    }

    Api.Answer define(Map<String, Object> script) {
        return admin.put("/meta/scripts/" + name, script);
    }

    Map<String, Object> trigger(String when, String source) {
        return Map.of(
                "type", "trigger", "object", object, "when", when, "on", List.of("create", "update"), "source", source);
    }
}
