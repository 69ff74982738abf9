package io.trellis.platform.publish;

import io.trellis.metadata.LocalText;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.DuplicateRuleDefinition;
import io.trellis.metadata.definition.LayoutDefinition;
import io.trellis.metadata.definition.MenuDefinition;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.definition.ObjectRule;
import io.trellis.metadata.definition.ViewDefinition;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.kind.FieldForm;
import io.trellis.metadata.kind.Kinds;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.access.Grants.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part of a catalog that an actor may see, as plain documents: what they may not read is not there at all. */
public final class VisibleCatalog {
    private final Catalog catalog;
    private final Actor actor;
    private final Grants grants;

    private VisibleCatalog(Catalog catalog, Actor actor) {
        this.catalog = catalog;
        this.actor = actor;
        this.grants = actor.grants();
    }

    /** Everything, as the screens are generated from it. */
    static Map<String, Object> of(Catalog catalog, Actor actor) {
        return new VisibleCatalog(catalog, actor).all();
    }

    /** The menus with only those items that lead the actor somewhere, labelled and with icons, in their order. */
    public static List<Map<String, Object>> menus(Catalog catalog, Actor actor) {
        return new VisibleCatalog(catalog, actor).menus();
    }

    private Map<String, Object> all() {
        var document = new LinkedHashMap<String, Object>();
        document.put("version", catalog.version());
        document.put(
                "objects",
                catalog.objects().stream()
                        .filter(this::readable)
                        .map(this::object)
                        .toList());
        document.put(
                "layouts",
                catalog.layouts().values().stream()
                        .filter(layout -> readable(layout.object()) && mine(layout.roles()))
                        .map(this::layout)
                        .toList());
        document.put(
                "views",
                catalog.views().values().stream()
                        .filter(view -> readable(view.object()) && mine(view.roles()))
                        .map(this::view)
                        .toList());
        document.put(
                "mappings",
                catalog.mappings().values().stream()
                        .filter(mapping -> readable(mapping.object()))
                        .map(Kinds.MAPPINGS::write)
                        .toList());
        document.put("rules", VisibleRules.of(catalog, actor));
        document.put("menus", menus());
        return document;
    }

    private boolean readable(CatalogObject object) {
        return grants.mayCreate(object.name()) || may(object.name(), Action.READ);
    }

    private boolean readable(String object) {
        return catalog.findObject(object).filter(this::readable).isPresent();
    }

    private boolean may(String object, Action action) {
        return !(grants.scope(object, action) instanceof Predicate.None);
    }

    /** Whether something for certain roles, or for everybody, is for the actor. */
    private boolean mine(List<String> roles) {
        return roles.isEmpty() || roles.stream().anyMatch(actor.roles()::contains);
    }

    private Map<String, Object> object(CatalogObject object) {
        var document = new LinkedHashMap<>(Kinds.OBJECTS.write(object.definition()));
        document.put(
                "access",
                Map.of(
                        "create", grants.mayCreate(object.name()),
                        "read", may(object.name(), Action.READ),
                        "edit", may(object.name(), Action.EDIT),
                        "delete", may(object.name(), Action.DELETE)));
        document.put(
                "fields",
                object.fields().values().stream()
                        .filter(field -> readable(object, field))
                        .map(field -> field(object, field))
                        .toList());
        document.put(
                "searchFields",
                object.definition().searchFields().stream()
                        .filter(name -> grants.mayRead(object.name(), name))
                        .toList());
        List<String> compared = ObjectRule.active(
                        catalog.elements(DuplicateRuleDefinition.class).values())
                .filter(rule -> rule.object().equals(object.name()))
                .flatMap(rule -> rule.match().stream())
                .flatMap(alternative -> alternative.all().stream())
                .map(DuplicateRuleDefinition.Part::field)
                .distinct()
                .filter(name -> grants.mayRead(object.name(), name))
                .toList();
        if (!compared.isEmpty()) {
            document.put("duplicateFields", compared);
        }
        return document;
    }

    private boolean readable(CatalogObject object, CatalogField field) {
        return field.system() || grants.mayRead(object.name(), field.name());
    }

    private Map<String, Object> field(CatalogObject object, CatalogField field) {
        var document = new LinkedHashMap<>(FieldForm.write(field.definition()));
        document.put("shape", field.shape().name());
        document.put("system", field.system());
        document.put("required", field.definition().required());
        document.put("unique", field.definition().unique());
        boolean readOnly = field.definition().readOnly() || field.computed();
        document.put("readOnly", readOnly);
        document.put("editable", !readOnly && grants.mayEdit(object.name(), field.name()));
        if (field.links()) {
            document.put("targets", field.targets());
        }
        return document;
    }

    private Map<String, Object> layout(LayoutDefinition layout) {
        var document = new LinkedHashMap<>(Kinds.LAYOUTS.write(layout));
        CatalogObject object = catalog.getObject(layout.object());
        document.computeIfPresent("highlights", (_, names) -> readableOf(object, names));
        document.put(
                "sections",
                ((List<?>) document.get("sections"))
                        .stream()
                                .map(section -> {
                                    var copy = new LinkedHashMap<Object, Object>((Map<?, ?>) section);
                                    copy.computeIfPresent("fields", (_, names) -> readableOf(object, names));
                                    return copy;
                                })
                                .toList());
        document.computeIfPresent("related", (_, related) -> ((List<?>) related)
                .stream()
                        .filter(one -> readable((String) ((Map<?, ?>) one).get("object")))
                        .map(one -> {
                            var copy = new LinkedHashMap<Object, Object>((Map<?, ?>) one);
                            CatalogObject other = catalog.getObject((String) copy.get("object"));
                            copy.computeIfPresent("fields", (_, names) -> readableOf(other, names));
                            return copy;
                        })
                        .toList());
        return document;
    }

    private Map<String, Object> view(ViewDefinition view) {
        var document = new LinkedHashMap<>(Kinds.VIEWS.write(view));
        CatalogObject object = catalog.getObject(view.object());
        document.put(
                "columns",
                view.columns().stream()
                        .filter(path -> readablePath(object, path))
                        .toList());
        return document;
    }

    private List<?> readableOf(CatalogObject object, Object names) {
        return ((List<?>) names)
                .stream().filter(name -> readablePath(object, (String) name)).toList();
    }

    private boolean readablePath(CatalogObject object, String path) {
        CatalogObject here = object;
        for (String step : path.split("\\.")) {
            CatalogField field = here == null ? null : here.fields().get(step);
            if (field == null || !readable(here, field)) {
                return false;
            }
            here = field.targets().size() == 1
                    ? catalog.findObject(field.targets().getFirst()).orElse(null)
                    : null;
        }
        return true;
    }

    private List<Map<String, Object>> menus() {
        return catalog.menus().values().stream()
                .sorted(Comparator.comparingInt(MenuDefinition::order).thenComparing(MenuDefinition::name))
                .map(menu -> {
                    var document = new LinkedHashMap<String, Object>();
                    document.put("name", menu.name());
                    document.put("label", menu.label().byLocale());
                    document.put("icon", menu.icon());
                    document.put("order", menu.order());
                    document.put("items", items(menu.items()));
                    return (Map<String, Object>) document;
                })
                .filter(menu -> !((List<?>) menu.get("items")).isEmpty())
                .toList();
    }

    private List<Map<String, Object>> items(List<MenuDefinition.Item> items) {
        var visible = new ArrayList<Map<String, Object>>();
        for (MenuDefinition.Item item : items) {
            var document = new LinkedHashMap<String, Object>();
            LocalText label = item.label();
            String icon = item.icon();
            if (item.object() != null) {
                if (!may(item.object(), Action.READ)
                        || catalog.findObject(item.object()).isEmpty()) {
                    continue;
                }
                ObjectDefinition object = catalog.getObject(item.object()).definition();
                document.put("object", item.object());
                if (item.view() != null) {
                    document.put("view", item.view());
                }
                label = !label.isEmpty() ? label : labelOf(object);
                icon = icon != null ? icon : object.icon();
            } else {
                List<Map<String, Object>> inner = items(item.items());
                if (inner.isEmpty()) {
                    continue;
                }
                document.put("items", inner);
            }
            document.put("label", label.byLocale());
            document.put("icon", icon);
            visible.add(document);
        }
        return visible;
    }

    private static LocalText labelOf(ObjectDefinition object) {
        if (!object.pluralLabel().isEmpty()) {
            return object.pluralLabel();
        }
        return object.label().isEmpty() ? LocalText.of(object.name(), object.name()) : object.label();
    }
}
