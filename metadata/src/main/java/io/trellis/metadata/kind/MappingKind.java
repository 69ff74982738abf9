package io.trellis.metadata.kind;

import io.trellis.metadata.definition.MappingDefinition;
import io.trellis.metadata.definition.MappingDefinition.Lines;
import io.trellis.metadata.definition.MappingDefinition.Target;
import io.trellis.metadata.definition.MappingDefinition.Value;
import io.trellis.metadata.schema.Schemas;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records made from a record. */
public final class MappingKind extends Kind<MappingDefinition> {
    private static final Map<String, Object> FIELDS = Schemas.mapOf(Schemas.NAME, Schemas.name());
    private static final Map<String, Object> VALUES = Schemas.mapOf(Schemas.NAME, Schemas.ref("value"));

    MappingKind() {
        super(
                "mappings",
                MappingDefinition.class,
                "map",
                base(true)
                        .required("object", Schemas.name())
                        .optional("icon", Schemas.text(60))
                        .optional("when", Schemas.expression())
                        .required("targets", Schemas.listOf(target(), 1, 20))
                        .optional(
                                "after",
                                Schemas.struct().required("set", VALUES).build())
                        .optional("open", Schemas.name())
                        .build());
    }

    private static Map<String, Object> target() {
        return Schemas.struct()
                .required("as", Schemas.name())
                .required("object", Schemas.name())
                .optional("label", Schemas.label())
                .optional("optional", Schemas.flag())
                .optional("reuse", Schemas.flag())
                .optional("map", FIELDS)
                .optional("values", VALUES)
                .optional("links", Schemas.mapOf(Schemas.NAME, Schemas.pattern("^\\$[a-z][A-Za-z0-9]{0,39}$")))
                .optional(
                        "lines",
                        Schemas.struct()
                                .required("from", Schemas.name())
                                .required("via", Schemas.name())
                                .required("object", Schemas.name())
                                .required("link", Schemas.name())
                                .optional("map", FIELDS)
                                .optional("values", VALUES)
                                .build())
                .build();
    }

    @Override
    MappingDefinition build(Values values, String packageName) {
        String name = values.text("name", "");
        Values after = values.part("after");
        return new MappingDefinition(
                name,
                values.text("id", defaultId(name)),
                values.text("object", ""),
                values.label("label"),
                values.text("icon"),
                values.text("when"),
                values.list("targets", MappingKind::target),
                after == null ? Map.of() : after.entries("set", MappingKind::value),
                values.text("open"),
                packageName);
    }

    private static Target target(Values values) {
        Values lines = values.part("lines");
        return new Target(
                values.text("as", ""),
                values.text("object", ""),
                values.label("label"),
                values.flag("optional", false),
                values.flag("reuse", false),
                values.entries("map", MappingKind::textOrNull),
                values.entries("values", MappingKind::value),
                values.entries("links", MappingKind::textOrNull),
                lines == null
                        ? null
                        : new Lines(
                                lines.text("from", ""),
                                lines.text("via", ""),
                                lines.text("object", ""),
                                lines.text("link", ""),
                                lines.entries("map", MappingKind::textOrNull),
                                lines.entries("values", MappingKind::value)));
    }

    private static String textOrNull(Object raw) {
        return raw instanceof String text ? text : null;
    }

    private static Value value(Object raw) {
        return raw instanceof Map<?, ?> map
                ? new Value(null, new Values(map).text("expression", ""))
                : new Value(raw, null);
    }

    @Override
    public Map<String, Object> write(MappingDefinition mapping) {
        return new Out()
                .put("name", mapping.name())
                .put("id", mapping.id())
                .put("package", mapping.packageName())
                .put("object", mapping.object())
                .put("label", mapping.label())
                .put("icon", mapping.icon())
                .put("when", mapping.when())
                .put(
                        "targets",
                        mapping.targets().stream().map(MappingKind::write).toList())
                .put("after", mapping.after().isEmpty() ? null : Map.of("set", write(mapping.after())))
                .put("open", mapping.open())
                .done();
    }

    private static Map<String, Object> write(Target target) {
        return new Out()
                .put("as", target.as())
                .put("object", target.object())
                .put("label", target.label())
                .put("optional", target.optional())
                .put("reuse", target.reuse())
                .put("map", target.map())
                .put("values", write(target.values()))
                .put("links", target.links())
                .put("lines", target.lines() == null ? null : write(target.lines()))
                .done();
    }

    private static Map<String, Object> write(Lines lines) {
        return new Out()
                .put("from", lines.from())
                .put("via", lines.via())
                .put("object", lines.object())
                .put("link", lines.link())
                .put("map", lines.map())
                .put("values", write(lines.values()))
                .done();
    }

    private static Map<String, Object> write(Map<String, Value> values) {
        var written = new LinkedHashMap<String, Object>();
        values.forEach((field, value) -> written.put(
                field, value.expression() == null ? value.literal() : Map.of("expression", value.expression())));
        return written;
    }
}
