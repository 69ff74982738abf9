package io.trellis.rules.decision.dmn;

import io.trellis.metadata.expression.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** DMN's types by the names of ours; those a file defines itself come down to what they are made of. */
final class DmnTypes {
    /** @param type a type of ours; {@code allowed} the unary tests of the values possible, or null */
    record Known(String type, String allowed) {}

    private final Map<String, Known> own = new HashMap<>();

    DmnTypes(XmlNode definitions) {
        List<XmlNode> items = definitions.all("itemDefinition");
        // One may be made of another that comes later.
        for (int round = 0; round < items.size() && own.size() < items.size(); round++) {
            for (XmlNode item : items) {
                item.find("typeRef").flatMap(ref -> find(ref.text().toString())).ifPresent(base -> {
                    String allowed =
                            item.find("allowedValues").map(XmlNode::says).orElse(base.allowed);
                    boolean list = "true".equals(item.get("isCollection"));
                    own.put(item.get("name", ""), new Known(list ? "list" : base.type, allowed));
                });
            }
        }
    }

    /** Empty for a type that there is nothing like. */
    Optional<Known> find(String reference) {
        String name = reference.strip();
        if (own.containsKey(name)) {
            return Optional.of(own.get(name));
        }
        String plain = name.contains(":") ? name.substring(name.indexOf(':') + 1) : name;
        String type =
                switch (plain) {
                    case "string" -> "text";
                    case "number", "integer", "long", "double", "decimal" -> "number";
                    case "boolean" -> "boolean";
                    case "date" -> "date";
                    case "dateTime", "date and time" -> "datetime";
                    case "time" -> "time";
                    default -> null;
                };
        return own.containsKey(plain)
                ? Optional.of(own.get(plain))
                : Optional.ofNullable(type).map(one -> new Known(one, null));
    }

    /** The name DMN knows a type by. */
    static String name(Type type) {
        return switch (type) {
            case Type.Simple simple ->
                switch (simple) {
                    case NUMBER -> "number";
                    case BOOLEAN -> "boolean";
                    case DATE -> "date";
                    case DATETIME -> "dateTime";
                    case TIME -> "time";
                    case TEXT, ANY -> "string";
                };
            case Type.Choice _, Type.Link _ -> "string";
            case Type.Many _ -> "list";
        };
    }
}
