package io.trellis.metadata.kind;

import io.trellis.metadata.definition.LayoutDefinition;
import io.trellis.metadata.definition.LayoutDefinition.Related;
import io.trellis.metadata.definition.LayoutDefinition.Section;
import io.trellis.metadata.schema.Schemas;
import java.util.Map;

/** How one record is shown. */
public final class LayoutKind extends Kind<LayoutDefinition> {
    LayoutKind() {
        super(
                "layouts",
                LayoutDefinition.class,
                "lay",
                base(false)
                        .required("object", Schemas.name())
                        .optional("recordType", Schemas.name())
                        .optional("roles", Schemas.listOf(Schemas.name(), 0, 100))
                        .optional("device", Schemas.oneOf("desktop", "phone"))
                        .optional("highlights", Schemas.listOf(Schemas.name(), 0, 12))
                        .required(
                                "sections",
                                Schemas.listOf(
                                        Schemas.struct()
                                                .optional("label", Schemas.label())
                                                .optional("columns", Schemas.whole(1, 2))
                                                .required("fields", Schemas.listOf(Schemas.name(), 0, 200))
                                                .build(),
                                        1,
                                        50))
                        .optional(
                                "related",
                                Schemas.listOf(
                                        Schemas.struct()
                                                .required("object", Schemas.name())
                                                .required("via", Schemas.name())
                                                .optional("fields", Schemas.listOf(Schemas.name(), 0, 30))
                                                .optional("label", Schemas.label())
                                                .build(),
                                        0,
                                        50))
                        .optional("path", Schemas.described("A select shown as a path of stages", Schemas.name()))
                        .optional("actions", Schemas.listOf(Schemas.name(), 0, 30))
                        .build());
    }

    @Override
    LayoutDefinition build(Values values, String packageName) {
        String name = values.text("name", "");
        return new LayoutDefinition(
                name,
                values.text("id", defaultId(name)),
                values.text("object", ""),
                values.text("recordType"),
                values.names("roles"),
                values.text("device"),
                values.names("highlights"),
                values.list(
                        "sections",
                        section -> new Section(
                                section.label("label"), section.whole("columns", 2), section.names("fields"))),
                values.list(
                        "related",
                        related -> new Related(
                                related.text("object", ""),
                                related.text("via", ""),
                                related.names("fields"),
                                related.label("label"))),
                values.text("path"),
                values.names("actions"),
                packageName);
    }

    @Override
    public Map<String, Object> write(LayoutDefinition layout) {
        return new Out()
                .put("name", layout.name())
                .put("id", layout.id())
                .put("package", layout.packageName())
                .put("object", layout.object())
                .put("recordType", layout.recordType())
                .put("roles", layout.roles())
                .put("device", layout.device())
                .put("highlights", layout.highlights())
                .put(
                        "sections",
                        layout.sections().stream().map(LayoutKind::section).toList())
                .put(
                        "related",
                        layout.related().stream().map(LayoutKind::related).toList())
                .put("path", layout.path())
                .put("actions", layout.actions())
                .done();
    }

    private static Map<String, Object> section(Section section) {
        return new Out()
                .put("label", section.label())
                .put("columns", section.columns())
                .keep("fields", section.fields())
                .done();
    }

    private static Map<String, Object> related(Related related) {
        return new Out()
                .put("object", related.object())
                .put("via", related.via())
                .put("fields", related.fields())
                .put("label", related.label())
                .done();
    }
}
