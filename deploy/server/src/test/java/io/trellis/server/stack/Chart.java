package io.trellis.server.stack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.kubernetes.client.openapi.JSON;
import io.trellis.server.SourceTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The Helm chart, rendered by Helm itself, and its manifests held against the types of the Kubernetes API. */
final class Chart {
    static final Path FOLDER = SourceTree.root().resolve("deploy/kubernetes/trellis");
    private static final String MODELS = "io.kubernetes.client.openapi.models.";

    private Chart() {}

    static Helm helm() {
        return new Helm(FOLDER);
    }

    static Path values(String name) {
        return FOLDER.resolve("ci/" + name + "-values.yaml");
    }

    static List<Map<String, Object>> render(String values, String... settings) {
        TemplateCommand command = helm().template()
                .withName("crm")
                .withNamespace("sales")
                .withKubeVersion("1.31.0")
                .withValuesFile(values(values));
        for (int i = 0; i < settings.length; i += 2) {
            command.set(settings[i], settings[i + 1]);
        }
        return Yaml.documents(command.call());
    }

    /** The one manifest of a kind whose name ends so. */
    static Map<String, Object> get(List<Map<String, Object>> manifests, String kind, String ending) {
        return manifests.stream()
                .filter(manifest -> kind.equals(manifest.get("kind")))
                .filter(manifest ->
                        Yaml.at(manifest, "metadata.name").toString().endsWith(ending))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " …" + ending));
    }

    /**
     * What the API server would not take, or would silently leave out: unknown and missing fields, values of another type. Read into the type, written
     * again and compared, because the reader takes "yes" for a boolean.
     */
    static List<String> problems(Map<String, Object> manifest) throws Exception {
        List<String> problems = new ArrayList<>();
        String version = manifest.get("apiVersion").toString().replaceAll(".*/", "");
        String type = MODELS + version.substring(0, 1).toUpperCase() + version.substring(1) + manifest.get("kind");
        JsonElement written = JsonParser.parseString(JsonMapper.shared().writeValueAsString(manifest));
        try {
            Object model = JSON.getGson().fromJson(written, Class.forName(type));
            compare("", written, JSON.getGson().toJsonTree(model), problems);
        } catch (RuntimeException refused) {
            problems.add(type + ": " + refused.getMessage());
        }
        return problems;
    }

    private static void compare(String place, JsonElement written, JsonElement read, List<String> problems) {
        if (written instanceof JsonObject object && read instanceof JsonObject other) {
            object.entrySet()
                    .forEach(entry -> compare(
                            place + "/" + entry.getKey(), entry.getValue(), other.get(entry.getKey()), problems));
        } else if (written instanceof JsonArray list
                && read instanceof JsonArray other
                && list.size() == other.size()) {
            for (int i = 0; i < list.size(); i++) {
                compare(place + "/" + i, list.get(i), other.get(i), problems);
            }
        } else if (!sameKind(written, read)) {
            problems.add(place + " is " + written + ", was understood as " + read);
        }
    }

    /** Texts may be written otherwise afterwards: 1536Mi is a quantity. */
    private static boolean sameKind(JsonElement written, JsonElement read) {
        if (written.isJsonPrimitive() && read != null && read.isJsonPrimitive()) {
            return written.getAsJsonPrimitive().isString()
                            && read.getAsJsonPrimitive().isString()
                    || written.equals(read);
        }
        return written.equals(read);
    }
}
