package io.trellis.metadata.kind;

import io.trellis.metadata.definition.ScriptDefinition;
import io.trellis.metadata.definition.ScriptDefinition.Type;
import io.trellis.metadata.definition.Worded;
import io.trellis.metadata.schema.Schemas;
import java.util.Map;

/** Scripts: triggers, buttons, jobs, endpoints and what they share. */
public final class ScriptKind extends Kind<ScriptDefinition> {
    private static final int MOST_CHARS = 200_000;

    ScriptKind() {
        super(
                "scripts",
                ScriptDefinition.class,
                "scr",
                base(true)
                        .required("type", Schemas.oneOf(Worded.words(Type.class)))
                        .optional("active", Schemas.flag())
                        .optional("object", Schemas.name())
                        .optional("when", Schemas.oneOf(ScriptDefinition.BEFORE, ScriptDefinition.AFTER))
                        .optional("on", Schemas.listOf(Schemas.oneOf("create", "update", "delete", "restore"), 1, 4))
                        .optional("condition", Schemas.described("Condition on the record", Schemas.expression()))
                        .optional("order", Schemas.whole(0, 100_000))
                        .optional("schedule", Schemas.described("Second to day of the week", Schemas.text(100)))
                        .optional("zone", Schemas.text(60))
                        .optional(
                                "methods", Schemas.listOf(Schemas.oneOf("GET", "POST", "PUT", "PATCH", "DELETE"), 1, 5))
                        .optional("roles", Schemas.listOf(Schemas.name(), 1, 100))
                        .optional("runAs", Schemas.oneOf(ScriptDefinition.CALLER, ScriptDefinition.SYSTEM))
                        .optional("limits", limits())
                        .optional(
                                "http",
                                Schemas.described(
                                        "Hosts it may call",
                                        Schemas.listOf(Schemas.pattern("^[a-z0-9.-]{1,253}(:[0-9]{1,5})?$"), 1, 50)))
                        .required(
                                "source",
                                Schemas.described(
                                        "Body of a function; in a package it may stand in a file beside the definition",
                                        Schemas.text(MOST_CHARS)))
                        .build());
    }

    private static Map<String, Object> limits() {
        var struct = Schemas.struct();
        ScriptDefinition.LIMITS.forEach((name, most) -> struct.optional(name, Schemas.whole(0, most)));
        return struct.build();
    }

    @Override
    ScriptDefinition build(Values values, String packageName) {
        String name = values.text("name", "");
        return new ScriptDefinition(
                name,
                values.text("id", defaultId(name)),
                values.label("label"),
                Worded.find(Type.class, values.text("type")).orElse(null),
                values.flag("active", true),
                values.text("object"),
                values.text("when"),
                values.names("on"),
                values.text("condition"),
                values.whole("order", 0),
                values.text("schedule"),
                values.text("zone"),
                values.names("methods"),
                values.names("roles"),
                values.text("runAs", ScriptDefinition.CALLER),
                values.entries("limits", raw -> raw instanceof Number number ? number.longValue() : null),
                values.names("http"),
                values.text("source", ""),
                packageName);
    }

    @Override
    public Map<String, Object> write(ScriptDefinition script) {
        Out out = new Out()
                .put("name", script.name())
                .put("id", script.id())
                .put("package", script.packageName())
                .put("label", script.label())
                .put("type", script.type() == null ? null : script.type().word());
        if (!script.active()) {
            out.keep("active", false);
        }
        return out.put("object", script.object())
                .put("when", script.when())
                .put("on", script.on())
                .put("condition", script.condition())
                .put("order", script.order() == 0 ? null : script.order())
                .put("schedule", script.schedule())
                .put("zone", script.zone())
                .put("methods", script.methods())
                .put("roles", script.roles())
                .put("runAs", script.system() ? script.runAs() : null)
                .put("limits", script.limits())
                .put("http", script.http())
                .put("source", script.source())
                .done();
    }
}
