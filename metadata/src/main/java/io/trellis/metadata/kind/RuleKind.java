package io.trellis.metadata.kind;

import io.trellis.metadata.definition.MappingDefinition.Value;
import io.trellis.metadata.definition.RuleDefinition;
import io.trellis.metadata.definition.RuleDefinition.Type;
import io.trellis.metadata.definition.Worded;
import io.trellis.metadata.schema.Schemas;
import java.util.List;
import java.util.Map;

/** Conditional rules on an object's records. */
public final class RuleKind extends Kind<RuleDefinition> {
    private static final int MOST_FIELDS = 100;
    private static final int MOST_OPTIONS = 1000;

    RuleKind() {
        super(
                "rules",
                RuleDefinition.class,
                "rul",
                base(true)
                        .required("object", Schemas.name())
                        .required("type", Schemas.oneOf(Worded.words(Type.class)))
                        .optional("active", Schemas.flag())
                        .optional("order", Schemas.whole(0, 100_000))
                        .optional(
                                "on", Schemas.listOf(Schemas.oneOf(RuleDefinition.CREATE, RuleDefinition.UPDATE), 1, 2))
                        .optional("when", Schemas.described("Condition on the record", Schemas.expression()))
                        .optional("check", Schemas.described("The condition that must hold", Schemas.expression()))
                        .optional("message", Schemas.label())
                        .optional("field", Schemas.name())
                        .optional("fields", Schemas.listOf(Schemas.name(), 1, MOST_FIELDS))
                        .optional("value", Schemas.ref("value"))
                        .optional("allow", Schemas.listOf(option(), 1, MOST_OPTIONS))
                        .optional("by", Schemas.described("The select that decides", Schemas.name()))
                        .optional(
                                "matrix",
                                Schemas.described(
                                        "Options by value of the select that decides",
                                        Schemas.mapOf("^.{1,200}$", Schemas.listOf(option(), 0, MOST_OPTIONS))))
                        .optional(
                                "filter",
                                Schemas.described(
                                        "Condition on the record pointed to; this. leads to the pointing one",
                                        Schemas.expression()))
                        .build());
    }

    private static Map<String, Object> option() {
        return Schemas.text(400);
    }

    @Override
    RuleDefinition build(Values values, String packageName) {
        String name = values.text("name", "");
        String object = values.text("object", "");
        return new RuleDefinition(
                name,
                values.text("id", defaultId(object + "." + name)),
                object,
                values.label("label"),
                Worded.find(Type.class, values.text("type")).orElse(null),
                values.flag("active", true),
                values.whole("order", 0),
                values.has("on")
                        ? values.names("on").stream().distinct().sorted().toList()
                        : List.of(RuleDefinition.CREATE, RuleDefinition.UPDATE),
                values.text("when"),
                values.text("check"),
                values.label("message"),
                values.text("field"),
                values.names("fields"),
                values.has("value") ? value(values.raw("value")) : null,
                values.names("allow"),
                values.text("by"),
                values.entries("matrix", RuleKind::options),
                values.text("filter"),
                packageName);
    }

    private static Value value(Object raw) {
        return raw instanceof Map<?, ?> map
                ? new Value(null, new Values(map).text("expression", ""))
                : new Value(raw, null);
    }

    private static List<String> options(Object raw) {
        return raw instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : null;
    }

    @Override
    public Map<String, Object> write(RuleDefinition rule) {
        Out out =
                head(rule).put("type", rule.type() == null ? null : rule.type().word());
        if (rule.on().size() == 1) {
            out.put("on", rule.on());
        }
        out.put("when", rule.when())
                .put("check", rule.check())
                .put("message", rule.message())
                .put("field", rule.field())
                .put("fields", rule.fields());
        if (rule.value() != null) {
            out.keep(
                    "value",
                    rule.value().expression() == null
                            ? rule.value().literal()
                            : Map.of("expression", rule.value().expression()));
        }
        return out.put("allow", rule.allow())
                .put("by", rule.by())
                .put("matrix", rule.matrix())
                .put("filter", rule.filter())
                .done();
    }
}
