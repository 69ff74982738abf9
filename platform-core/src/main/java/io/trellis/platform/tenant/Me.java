package io.trellis.platform.tenant;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.MenuDefinition;
import io.trellis.metadata.definition.RoleDefinition;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** What a client needs to know of its user: who they are, what they may open and the menus that lead there. */
@Component
final class Me {
    /** The platform's permissions, in the order administrators think of them. */
    private static final List<String> SYSTEM =
            List.of("manageMetadata", "manageUsers", "importData", "exportData", "viewAudit", "managePackages");

    private final Catalogs catalogs;
    private final Tenants tenants;
    private final Access access;
    private final RecordService records;

    Me(Catalogs catalogs, Tenants tenants, Access access, RecordService records) {
        this.catalogs = catalogs;
        this.tenants = tenants;
        this.access = access;
        this.records = records;
    }

    Map<String, Object> describe(Actor actor) {
        Catalog catalog = catalogs.current(actor.tenant());
        Tenant tenant =
                tenants.find(actor.tenant()).orElseThrow(() -> ProblemException.notFound("tenant", actor.tenant()));
        var me = new LinkedHashMap<String, Object>();
        me.put("user", user(actor));
        me.put("tenant", Map.of("name", tenant.name(), "label", tenant.label()));
        me.put("roles", roles(actor, catalog));
        me.put("system", SYSTEM.stream().filter(actor.grants()::maySystem).toList());
        me.put("objects", objects(actor.grants(), catalog));
        me.put("menus", menus(actor.grants(), catalog));
        me.put("demo", tenant.demo());
        return me;
    }

    private Map<String, Object> user(Actor actor) {
        var user = new LinkedHashMap<String, Object>();
        user.put("id", actor.userId());
        user.put("name", actor.name());
        user.put("username", actor.username());
        user.put("locale", actor.locale());
        user.put("timezone", actor.zone().getId());
        user.put(
                "department",
                access.findDepartmentName(actor.tenant(), actor.departmentId())
                        .map(name -> Map.of("id", actor.departmentId(), "name", name))
                        .orElse(null));
        return user;
    }

    private static List<Map<String, Object>> roles(Actor actor, Catalog catalog) {
        List<Map<String, Object>> roles = new ArrayList<>();
        for (String name : actor.roles()) {
            RoleDefinition role = catalog.roles().get(name);
            if (role != null) {
                roles.add(Map.of("name", name, "label", role.label().byLocale()));
            }
        }
        return roles;
    }

    private static Map<String, Map<String, Boolean>> objects(Grants grants, Catalog catalog) {
        var objects = new LinkedHashMap<String, Map<String, Boolean>>();
        for (CatalogObject object : catalog.objects()) {
            var rights = new LinkedHashMap<String, Boolean>();
            rights.put("create", grants.mayCreate(object.name()));
            rights.put("read", may(grants, object, Grants.Action.READ));
            rights.put("edit", may(grants, object, Grants.Action.EDIT));
            rights.put("delete", may(grants, object, Grants.Action.DELETE));
            if (rights.containsValue(true)) {
                objects.put(object.name(), rights);
            }
        }
        return objects;
    }

    private static boolean may(Grants grants, CatalogObject object, Grants.Action action) {
        return !(grants.scope(object.name(), action) instanceof Predicate.None);
    }

    private static List<Map<String, Object>> menus(Grants grants, Catalog catalog) {
        return catalog.elements(MenuDefinition.class).values().stream()
                .sorted(Comparator.comparingInt(MenuDefinition::order).thenComparing(MenuDefinition::name))
                .map(menu -> {
                    var shown = new LinkedHashMap<String, Object>();
                    shown.put("name", menu.name());
                    shown.put("label", menu.label().byLocale());
                    shown.put("icon", menu.icon());
                    shown.put("items", items(menu.items(), grants, catalog));
                    return (Map<String, Object>) shown;
                })
                .filter(menu -> !((List<?>) menu.get("items")).isEmpty())
                .toList();
    }

    private static List<Map<String, Object>> items(List<MenuDefinition.Item> items, Grants grants, Catalog catalog) {
        return items.stream()
                .map(item -> item(item, grants, catalog))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Null for what leads nowhere the user may go. */
    private static Map<String, Object> item(MenuDefinition.Item item, Grants grants, Catalog catalog) {
        var shown = new LinkedHashMap<String, Object>();
        if (item.object() == null) {
            List<Map<String, Object>> below = items(item.items(), grants, catalog);
            shown.put("label", item.label().byLocale());
            shown.put("icon", item.icon());
            shown.put("items", below);
            return below.isEmpty() ? null : shown;
        }
        CatalogObject object = catalog.findObject(item.object()).orElse(null);
        if (object == null || !may(grants, object, Grants.Action.READ)) {
            return null;
        }
        shown.put("object", object.name());
        if (item.view() != null) {
            shown.put("view", item.view());
        }
        var label = item.label().isEmpty()
                ? object.definition().pluralLabel().isEmpty()
                        ? object.definition().label()
                        : object.definition().pluralLabel()
                : item.label();
        shown.put("label", label.byLocale());
        shown.put("icon", item.icon() == null ? object.definition().icon() : item.icon());
        return shown;
    }

    /** Changes one's own language and time zone, which needs no right to edit users. */
    Map<String, Object> change(Actor actor, Map<String, Object> changes) {
        var unknown = new TreeSet<>(changes.keySet());
        unknown.removeAll(List.of("locale", "timezone"));
        if (!unknown.isEmpty()) {
            throw new ProblemException(
                    ProblemException.Kind.INVALID, "UNKNOWN_FIELD", Map.of("name", unknown.first(), "suggestion", ""));
        }
        Actor profile = access.systemActor(actor.tenant(), "profile");
        records.update(profile, "user", actor.userId(), changes, null);
        return describe(
                access.findActor(actor.tenant(), actor.userId(), actor.via()).orElse(actor));
    }
}
