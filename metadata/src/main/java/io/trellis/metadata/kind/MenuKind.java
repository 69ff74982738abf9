package io.trellis.metadata.kind;

import io.trellis.metadata.definition.MenuDefinition;
import io.trellis.metadata.definition.MenuDefinition.Item;
import io.trellis.metadata.schema.Schemas;
import java.util.LinkedHashMap;
import java.util.Map;

/** Groups of the main menu. */
public final class MenuKind extends Kind<MenuDefinition> {
    private static final Map<String, Map<String, Object>> DEFINITIONS = definitionsWithItem();

    MenuKind() {
        super(
                "menus",
                MenuDefinition.class,
                "mnu",
                base(true)
                        .optional("icon", Schemas.text(60))
                        .optional("order", Schemas.whole(-10_000, 10_000))
                        .required("items", Schemas.listOf(Schemas.ref("menuItem"), 0, 100))
                        .build());
    }

    private static Map<String, Map<String, Object>> definitionsWithItem() {
        var definitions = new LinkedHashMap<>(Schemas.SHARED);
        definitions.put(
                "menuItem",
                Schemas.struct()
                        .optional("object", Schemas.name())
                        .optional("view", Schemas.name())
                        .optional("label", Schemas.label())
                        .optional("icon", Schemas.text(60))
                        .optional("items", Schemas.listOf(Schemas.ref("menuItem"), 0, 100))
                        .build());
        return definitions;
    }

    @Override
    Map<String, Map<String, Object>> definitions() {
        return DEFINITIONS;
    }

    @Override
    MenuDefinition build(Values values, String packageName) {
        String name = values.text("name", "");
        return new MenuDefinition(
                name,
                values.text("id", defaultId(name)),
                values.label("label"),
                values.text("icon"),
                values.whole("order", 100),
                values.list("items", MenuKind::item),
                packageName);
    }

    private static Item item(Values values) {
        return new Item(
                values.text("object"),
                values.text("view"),
                values.label("label"),
                values.text("icon"),
                values.list("items", MenuKind::item));
    }

    @Override
    public Map<String, Object> write(MenuDefinition menu) {
        return new Out()
                .put("name", menu.name())
                .put("id", menu.id())
                .put("package", menu.packageName())
                .put("label", menu.label())
                .put("icon", menu.icon())
                .put("order", menu.order())
                .keep("items", menu.items().stream().map(MenuKind::write).toList())
                .done();
    }

    private static Map<String, Object> write(Item item) {
        return new Out()
                .put("object", item.object())
                .put("view", item.view())
                .put("label", item.label())
                .put("icon", item.icon())
                .put("items", item.items().stream().map(MenuKind::write).toList())
                .done();
    }
}
