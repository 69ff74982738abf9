package io.trellis.metadata.kind;

import io.trellis.metadata.definition.ViewDefinition;
import io.trellis.metadata.definition.ViewDefinition.SortKey;
import io.trellis.metadata.schema.Schemas;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Named lists of records. */
public final class ViewKind extends Kind<ViewDefinition> {
    private static final String PATH = "[a-z][A-Za-z0-9]{0,39}(\\.[a-z][A-Za-z0-9]{0,39}){0,2}";

    ViewKind() {
        super(
                "views",
                ViewDefinition.class,
                "vew",
                base(true)
                        .required("object", Schemas.name())
                        .required("columns", Schemas.listOf(Schemas.pattern("^" + PATH + "$"), 1, 60))
                        .optional("filter", Schemas.expression())
                        .optional(
                                "sort",
                                Schemas.described(
                                        "Field names with a comma between them, - before one for descending",
                                        Schemas.pattern("^\\s*-?" + PATH + "(\\s*,\\s*-?" + PATH + "){0,9}\\s*$")))
                        .optional("default", Schemas.flag())
                        .optional("roles", Schemas.listOf(Schemas.name(), 0, 100))
                        .build());
    }

    @Override
    ViewDefinition build(Values values, String packageName) {
        String name = values.text("name", "");
        String object = values.text("object", "");
        return new ViewDefinition(
                name,
                values.text("id", defaultId(object + "." + name)),
                object,
                values.label("label"),
                values.names("columns"),
                values.text("filter"),
                sort(values.text("sort", "")),
                values.flag("default", false),
                values.names("roles"),
                packageName);
    }

    private static List<SortKey> sort(String written) {
        return Arrays.stream(written.split(","))
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .map(key -> key.startsWith("-") ? new SortKey(key.substring(1), true) : new SortKey(key, false))
                .toList();
    }

    @Override
    public Map<String, Object> write(ViewDefinition view) {
        String sort = view.sort().stream().map(SortKey::toString).collect(Collectors.joining(","));
        return new Out()
                .put("name", view.name())
                .put("id", view.id())
                .put("package", view.packageName())
                .put("object", view.object())
                .put("label", view.label())
                .put("columns", view.columns())
                .put("filter", view.filter())
                .put("sort", sort.isEmpty() ? null : sort)
                .put("default", view.isDefault())
                .put("roles", view.roles())
                .done();
    }
}
