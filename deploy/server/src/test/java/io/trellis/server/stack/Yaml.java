package io.trellis.server.stack;

import io.trellis.server.SourceTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML files as trees of maps, lists and scalars, with anchors and merged keys resolved. */
final class Yaml {
    private Yaml() {}

    static Map<String, Object> read(Path file) {
        return map(parser().load(SourceTree.read(file)));
    }

    /** The documents of a text, empty ones left out. */
    static List<Map<String, Object>> documents(String text) {
        List<Map<String, Object>> documents = new ArrayList<>();
        parser().loadAll(text).forEach(document -> {
            if (document != null) {
                documents.add(map(document));
            }
        });
        return documents;
    }

    /** The value at a path such as {@code spec.template.spec}; null where a step is missing. */
    static Object at(Object tree, String path) {
        Object here = tree;
        for (String step : path.split("\\.")) {
            here = here instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return here;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object tree) {
        return (Map<String, Object>) Objects.requireNonNullElse(tree, Map.of());
    }

    @SuppressWarnings("unchecked")
    static <T> List<T> list(Object tree) {
        return (List<T>) Objects.requireNonNullElse(tree, List.of());
    }

    private static org.yaml.snakeyaml.Yaml parser() {
        return new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions()));
    }
}
