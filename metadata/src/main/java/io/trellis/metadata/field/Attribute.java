package io.trellis.metadata.field;

import io.trellis.metadata.schema.Schemas;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An attribute that a field type adds to a definition.
 *
 * @param name as written in definitions
 * @param required whether a definition without it is wrong
 * @param schema JSON Schema of its value, which the published schema and the reader both use
 */
public record Attribute(String name, boolean required, Map<String, Object> schema) {
    public Attribute {
        schema = Collections.unmodifiableMap(new LinkedHashMap<>(schema));
    }

    public static Attribute optional(String name, Map<String, Object> schema) {
        return new Attribute(name, false, schema);
    }

    public static Attribute required(String name, Map<String, Object> schema) {
        return new Attribute(name, true, schema);
    }

    /** Most characters of a text. */
    public static Attribute maxLength(int most) {
        return optional("max", Schemas.described("Most characters", Schemas.whole(1, most)));
    }

    /** Smallest value. */
    public static Attribute min() {
        return optional("min", Schemas.described("Smallest value", Schemas.number()));
    }

    /** Largest value. */
    public static Attribute max() {
        return optional("max", Schemas.described("Largest value", Schemas.number()));
    }

    /** Digits after the point. */
    public static Attribute scale() {
        return optional("scale", Schemas.described("Digits after the point", Schemas.whole(0, Numbers.MAX_SCALE)));
    }

    /** Height of the input, in lines of text. */
    public static Attribute rows() {
        return optional("rows", Schemas.described("Height of the input in lines", Schemas.whole(1, 50)));
    }

    public static Attribute target() {
        return optional("target", Schemas.described("The object pointed to", Schemas.name()));
    }

    public static Attribute targets() {
        return optional("targets", Schemas.described("The objects pointed to", Schemas.listOf(Schemas.name(), 1, 20)));
    }

    /** What the list of pointing records is called on the record pointed to. */
    public static Attribute relationLabel() {
        return optional("relationLabel", Schemas.label());
    }

    /** What happens to the pointing record when the one pointed to is deleted; {@code clear} unless said. */
    public static Attribute onDelete() {
        return optional("onDelete", Schemas.oneOf(List.of("restrict", "clear", "cascade")));
    }

    /** The links make a tree: no record may come to stand above itself. */
    public static Attribute hierarchy() {
        return optional("hierarchy", Schemas.described("No record may come to stand above itself", Schemas.flag()));
    }
}
