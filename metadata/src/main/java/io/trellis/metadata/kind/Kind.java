package io.trellis.metadata.kind;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.definition.ObjectRule;
import io.trellis.metadata.schema.SchemaCheck;
import io.trellis.metadata.schema.Schemas;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A kind of metadata: how its definitions are described, read and written. Stateless. */
public abstract class Kind<D extends Definition> {
    private final String name;
    private final Class<D> type;
    private final String idPrefix;
    private final Map<String, Object> schema;

    Kind(String name, Class<D> type, String idPrefix, Map<String, Object> schema) {
        this.name = name;
        this.type = type;
        this.idPrefix = idPrefix;
        this.schema = schema;
    }

    /** As in addresses and folder names: {@code objects}, {@code permission-sets} …. */
    public final String name() {
        return name;
    }

    public final Class<D> type() {
        return type;
    }

    /** The stable id an element gets when none is given. */
    final String defaultId(String key) {
        return idPrefix + "_" + key;
    }

    /**
     * Reads a definition and reports everything in it that does not fit the schema. What can be read is returned even then,
     * so that further checks can report their problems at the same time; it must not be published.
     *
     * @param document plain, see {@link io.trellis.metadata.schema.Documents}
     * @return empty when the document is no object at all
     */
    public final Optional<D> read(Object document, String packageName, Consumer<Problem> problems) {
        SchemaCheck.check(schema, definitions(), document, "", problems);
        return document instanceof Map<?, ?> map ? Optional.of(build(new Values(map), packageName)) : Optional.empty();
    }

    /** The plain document {@link #read} would make the same definition of. */
    public abstract Map<String, Object> write(D definition);

    /** As {@link #write}, for callers that hold several kinds. */
    public final Map<String, Object> writeAny(Definition definition) {
        return write(type.cast(definition));
    }

    /** JSON Schema (2020-12) of a definition, complete in itself. */
    public final Map<String, Object> publishedSchema() {
        return published(name, schema, definitions());
    }

    static Map<String, Object> published(
            String name, Map<String, Object> schema, Map<String, Map<String, Object>> definitions) {
        var published = new LinkedHashMap<String, Object>();
        published.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        published.put("title", "Trellis " + name);
        published.putAll(schema);
        published.put("$defs", definitions);
        return published;
    }

    abstract D build(Values values, String packageName);

    /** What {@code $ref} may name in this kind's schema. */
    Map<String, Map<String, Object>> definitions() {
        return Schemas.SHARED;
    }

    /** Keys every kind has; {@code package} is written by the platform and ignored when read. */
    static Schemas.Struct base(boolean labelled) {
        var struct = Schemas.struct()
                .required("name", Schemas.name())
                .optional("id", Schemas.pattern("^[A-Za-z0-9_.-]{1,100}$"))
                .optional("package", Schemas.map("type", java.util.List.of("string", "null"), "readOnly", true));
        return labelled ? struct.optional("label", Schemas.label()) : struct;
    }

    /** What every rule of an object is written with. */
    static Out head(ObjectRule rule) {
        Out out = new Out()
                .put("name", rule.name())
                .put("id", rule.id())
                .put("package", rule.packageName())
                .put("object", rule.object())
                .put("label", rule.label());
        if (!rule.active()) {
            out.keep("active", false);
        }
        return out.put("order", rule.order() == 0 ? null : rule.order());
    }
}
