package io.trellis.metadata.field;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.schema.Near;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The options of a select, as they stand in a definition: {@code {name, label, color, children}}. */
public final class Options {
    private Options() {}

    /** Names of the options at the top level. */
    public static List<String> names(FieldDefinition field) {
        return list(field.attributes().get("options")).stream()
                .map(Options::name)
                .toList();
    }

    /** All paths of a tree of options, {@code zj} and {@code zj/hz}, parents first. */
    public static List<String> paths(FieldDefinition field) {
        var paths = new ArrayList<String>();
        collect(list(field.attributes().get("options")), "", paths);
        return paths;
    }

    private static void collect(List<?> options, String prefix, List<String> paths) {
        for (Object option : options) {
            String path = prefix + name(option);
            paths.add(path);
            if (option instanceof Map<?, ?> map) {
                collect(list(map.get("children")), path + "/", paths);
            }
        }
    }

    /** Reports doubled names, at any level. */
    public static void check(FieldDefinition field, Consumer<Problem> problems) {
        checkDoubles(list(field.attributes().get("options")), "/options", problems);
    }

    private static void checkDoubles(List<?> options, String path, Consumer<Problem> problems) {
        var seen = new HashSet<String>();
        for (int i = 0; i < options.size(); i++) {
            String name = name(options.get(i));
            if (!seen.add(name)) {
                problems.accept(Problem.of("DUPLICATE_NAME", path + "/" + i, "name", name));
            }
            if (options.get(i) instanceof Map<?, ?> map) {
                checkDoubles(list(map.get("children")), path + "/" + i + "/children", problems);
            }
        }
    }

    /**
     * The option that is meant, by its name or, because people fill files with what they see, by one of its labels. Problem:
     * NOT_AN_OPTION {value, suggestion}.
     */
    public static String find(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        List<?> options = list(field.attributes().get("options"));
        if (raw instanceof String text) {
            String name = find(options, text.strip());
            if (name != null) {
                return name;
            }
        }
        problems.accept(notAnOption(raw, names(field)));
        return null;
    }

    static String find(List<?> options, String text) {
        for (Object option : options) {
            if (name(option).equals(text)) {
                return name(option);
            }
        }
        for (Object option : options) {
            if (option instanceof Map<?, ?> map
                    && map.get("label") instanceof Map<?, ?> labels
                    && labels.values().stream().anyMatch(label -> text.equalsIgnoreCase(label.toString()))) {
                return name(option);
            }
        }
        return null;
    }

    /** The path of options that is meant, each step by name or label; null when there is none. */
    public static String findPath(FieldDefinition field, List<String> steps) {
        List<?> options = list(field.attributes().get("options"));
        var path = new ArrayList<String>();
        for (String step : steps) {
            String name = find(options, step.strip());
            if (name == null) {
                return null;
            }
            path.add(name);
            options = children(options, name);
        }
        return path.isEmpty() ? null : String.join("/", path);
    }

    private static List<?> children(List<?> options, String name) {
        for (Object option : options) {
            if (option instanceof Map<?, ?> map && name.equals(map.get("name"))) {
                return list(map.get("children"));
            }
        }
        return List.of();
    }

    public static Problem notAnOption(Object raw, List<String> names) {
        var params = new LinkedHashMap<String, Object>();
        params.put("value", Texts.shorten(raw));
        if (raw instanceof String text) {
            Near.find(text, names).ifPresent(near -> params.put("suggestion", near));
        }
        return new Problem("NOT_AN_OPTION", "", params);
    }

    private static String name(Object option) {
        return option instanceof Map<?, ?> map ? String.valueOf(map.get("name")) : String.valueOf(option);
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
