package io.trellis.metadata.kind;

import io.trellis.metadata.definition.DuplicateRuleDefinition;
import io.trellis.metadata.definition.DuplicateRuleDefinition.Action;
import io.trellis.metadata.definition.DuplicateRuleDefinition.Against;
import io.trellis.metadata.definition.DuplicateRuleDefinition.Alternative;
import io.trellis.metadata.definition.DuplicateRuleDefinition.By;
import io.trellis.metadata.definition.DuplicateRuleDefinition.Part;
import io.trellis.metadata.definition.Worded;
import io.trellis.metadata.schema.Schemas;
import java.util.List;
import java.util.Map;

/** Duplicate rules. */
public final class DuplicateRuleKind extends Kind<DuplicateRuleDefinition> {
    private static final int MOST_ALTERNATIVES = 10;
    private static final int MOST_PARTS = 5;
    private static final int MOST_OBJECTS = 10;

    DuplicateRuleKind() {
        super(
                "duplicate-rules",
                DuplicateRuleDefinition.class,
                "dup",
                base(true)
                        .required("object", Schemas.name())
                        .optional("active", Schemas.flag())
                        .optional("order", Schemas.whole(0, 100_000))
                        .optional("when", Schemas.described("Condition on the record", Schemas.expression()))
                        .required("action", Schemas.oneOf(Worded.words(Action.class)))
                        .optional(
                                "reveal",
                                Schemas.described(
                                        "Tell name and owner also of records the writer may not read", Schemas.flag()))
                        .optional("message", Schemas.label())
                        .required("match", Schemas.listOf(alternative(), 1, MOST_ALTERNATIVES))
                        .optional("against", Schemas.listOf(against(), 1, MOST_OBJECTS))
                        .build());
    }

    private static Map<String, Object> alternative() {
        Map<String, Object> part = Schemas.struct()
                .required("field", Schemas.name())
                .required("by", Schemas.oneOf(Worded.words(By.class)))
                .build();
        return Schemas.struct()
                .required(
                        "all", Schemas.described("Fields that must all be alike", Schemas.listOf(part, 1, MOST_PARTS)))
                .build();
    }

    private static Map<String, Object> against() {
        return Schemas.struct()
                .required("object", Schemas.name())
                .optional(
                        "fields",
                        Schemas.described(
                                "Which field there stands for which of the rule's object",
                                Schemas.mapOf("^[a-z][A-Za-z0-9]{0,63}$", Schemas.name())))
                .optional("when", Schemas.described("Condition on the records there", Schemas.expression()))
                .build();
    }

    @Override
    DuplicateRuleDefinition build(Values values, String packageName) {
        String name = values.text("name", "");
        String object = values.text("object", "");
        return new DuplicateRuleDefinition(
                name,
                values.text("id", defaultId(object + "." + name)),
                object,
                values.label("label"),
                values.flag("active", true),
                values.whole("order", 0),
                values.text("when"),
                Worded.find(Action.class, values.text("action")).orElse(Action.WARN),
                values.flag("reveal", false),
                values.label("message"),
                values.list(
                        "match",
                        one -> new Alternative(one.list(
                                "all",
                                part -> new Part(
                                        part.text("field", ""),
                                        Worded.find(By.class, part.text("by")).orElse(By.EXACT))))),
                values.list(
                        "against",
                        one -> new Against(
                                one.text("object", ""),
                                one.entries("fields", raw -> raw instanceof String field ? field : null),
                                one.text("when"))),
                packageName);
    }

    @Override
    public Map<String, Object> write(DuplicateRuleDefinition rule) {
        return head(rule)
                .put("when", rule.when())
                .put("action", rule.action().word())
                .put("reveal", rule.reveal())
                .put("message", rule.message())
                .put(
                        "match",
                        rule.match().stream().map(DuplicateRuleKind::write).toList())
                .put("against", against(rule))
                .done();
    }

    private static Map<String, Object> write(Alternative alternative) {
        return new Out()
                .put(
                        "all",
                        alternative.all().stream()
                                .map(part -> new Out()
                                        .put("field", part.field())
                                        .put("by", part.by().word())
                                        .done())
                                .toList())
                .done();
    }

    /** The rule's own object alone goes without saying. */
    private static List<Map<String, Object>> against(DuplicateRuleDefinition rule) {
        if (rule.against().equals(List.of(new Against(rule.object(), Map.of(), null)))) {
            return List.of();
        }
        return rule.against().stream()
                .map(one -> new Out()
                        .put("object", one.object())
                        .put("fields", one.fields())
                        .put("when", one.when())
                        .done())
                .toList();
    }
}
