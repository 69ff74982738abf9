package io.trellis.platform.publish;

import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.definition.OfObject;
import io.trellis.metadata.kind.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A definition as somebody sent it: what it leaves out is in the address or in the element that is there. */
final class SentDocument {
    private SentDocument() {}

    /** A document that says less than the address and the stored element means the same as those. */
    static Object complete(Kind<?> kind, String key, Object document, Element present) {
        if (!(document instanceof Map<?, ?> map)) {
            return document;
        }
        var complete = new LinkedHashMap<String, Object>();
        map.forEach((name, value) -> complete.put((String) name, value));
        if (ofObject(kind)) {
            int dot = key.indexOf('.');
            complete.putIfAbsent("object", dot < 0 ? key : key.substring(0, dot));
            complete.putIfAbsent("name", dot < 0 ? key : key.substring(dot + 1));
        } else {
            complete.putIfAbsent("name", key);
        }
        if (present != null) {
            complete.putIfAbsent("id", present.definition().id());
            if (present.definition() instanceof ObjectDefinition object) {
                complete.putIfAbsent("prefix", object.prefix());
                complete.computeIfPresent("fields", (_, fields) -> withIds(fields, object));
            }
        }
        return complete;
    }

    /** Whether elements of the kind have names within an object, and keys such as {@code visit.mine}. */
    private static boolean ofObject(Kind<?> kind) {
        return OfObject.class.isAssignableFrom(kind.type());
    }

    /** Fields keep their stable ids also where a document leaves them out. */
    private static Object withIds(Object fields, ObjectDefinition object) {
        if (!(fields instanceof List<?> list)) {
            return fields;
        }
        return list.stream()
                .map(one -> one instanceof Map<?, ?> map && map.get("name") instanceof String name
                        ? withId(map, name, object)
                        : one)
                .toList();
    }

    /**
     * The field with the id it has or, when it is new, one that no other field of the object has: a field that was renamed
     * still goes by the id of its former name.
     */
    static Map<Object, Object> withId(Map<?, ?> field, String name, ObjectDefinition object) {
        var complete = new LinkedHashMap<Object, Object>(field);
        if (!complete.containsKey("id")) {
            Optional<String> known = object.findField(name).map(FieldDefinition::id);
            Set<String> taken =
                    object.fields().stream().map(FieldDefinition::id).collect(Collectors.toSet());
            String plain = "fld_" + object.name() + "_" + name;
            if (known.isPresent() || taken.contains(plain)) {
                complete.put("id", known.orElseGet(() -> free(plain, taken)));
            }
        }
        return complete;
    }

    private static String free(String plain, Set<String> taken) {
        int number = 2;
        while (taken.contains(plain + "_" + number)) {
            number++;
        }
        return plain + "_" + number;
    }

    /** The element's key once the document is in force, which may rename it. */
    static String key(Kind<?> kind, String key, Object document) {
        if (document instanceof Map<?, ?> map && map.get("name") instanceof String name) {
            return ofObject(kind) && map.get("object") instanceof String object
                    ? object + "." + name
                    : ofObject(kind) ? key.substring(0, key.indexOf('.') + 1) + name : name;
        }
        return key;
    }
}
