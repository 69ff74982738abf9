package io.trellis.metadata.field;

import io.trellis.metadata.Problem;
import io.trellis.metadata.schema.SchemaCheck;
import io.trellis.metadata.schema.Schemas;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Brings values of several named parts into canonical form. */
public final class Groups {
    private Groups() {}

    /** Reads one part; reports with an empty path, answers null for none. */
    public interface PartReader {
        Object read(String part, Object value, Consumer<Problem> problems);
    }

    /** @return null for no part at all; problems: NOT_A_GROUP, UNKNOWN_KEY and those of the parts */
    public static Map<String, Object> read(
            Object raw, List<String> parts, PartReader reader, Consumer<Problem> problems) {
        if (!(raw instanceof Map<?, ?> map)) {
            problems.accept(Problem.of("NOT_A_GROUP", "", "parts", String.join(", ", parts)));
            return null;
        }
        for (Object key : map.keySet()) {
            if (!parts.contains(key)) {
                String name = key.toString();
                problems.accept(SchemaCheck.unknownKey(name, parts, "/" + SchemaCheck.escape(name)));
            }
        }
        var group = new LinkedHashMap<String, Object>();
        for (String part : parts) {
            Object value = map.get(part);
            if (value != null) {
                Object read = reader.read(part, value, problem -> problems.accept(problem.under("/" + part)));
                if (read != null) {
                    group.put(part, read);
                }
            }
        }
        return group.isEmpty() ? null : group;
    }

    public static Map<String, Object> schema(List<String> parts, Map<String, Object> each) {
        var properties = new LinkedHashMap<String, Object>();
        parts.forEach(part -> properties.put(part, each));
        return Schemas.map("type", "object", "properties", properties);
    }
}
