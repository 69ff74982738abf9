package io.trellis.platform.access;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.definition.PermissionSetDefinition;
import io.trellis.metadata.definition.RoleDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
import org.casbin.jcasbin.util.Util;

/**
 * The roles and permission sets of one catalog as jCasbin policies, with the tenant as the domain. jCasbin answers once per
 * role which policies it implies; from then on snapshots answer, because asking it for every record is a thousand times too
 * slow. Immutable after construction.
 */
final class Policies {
    /** A policy says which rows (scope) of a resource (obj) a permission set (sub) opens for an action. */
    private static final String MODEL = """
            [request_definition]
            r = sub, dom, obj, act
            [policy_definition]
            p = sub, dom, obj, act, scope
            [role_definition]
            g = _, _, _
            [policy_effect]
            e = some(where (p.eft == allow))
            [matchers]
            m = g(r.sub, p.sub, r.dom) && r.dom == p.dom && (r.obj == p.obj || p.obj == "object:*") && r.act == p.act && p.scope != "none"
            """;

    static final String OBJECT = "object:";
    static final String FIELD = "field:";
    static final String SYSTEM = "system:";
    private static final String ROLE = "role:";
    private static final String SET = "set:";

    private final Map<String, List<Policy>> byRole = new HashMap<>();

    /**
     * One policy.
     *
     * @param set name of the permission set
     * @param resource {@code object:<name or *>}, {@code field:<object.field>} or {@code system:<permission>}
     * @param action {@code create read edit delete} for objects, {@code read edit} for fields, {@code use} for permissions
     * @param rows for objects; for fields ALL or NONE
     */
    record Policy(String set, String resource, String action, RowRule rows) {}

    Policies(String tenant, Catalog catalog) {
        Enforcer enforcer = enforcer(tenant, catalog);
        for (String role : catalog.roles().keySet()) {
            List<Policy> policies = new ArrayList<>();
            for (List<String> row : enforcer.getImplicitPermissionsForUserInDomain(ROLE + role, tenant)) {
                policies.add(policy(row));
            }
            byRole.put(role, List.copyOf(policies));
        }
    }

    /** What a role implies; nothing for a role that does not exist. */
    List<Policy> of(String role) {
        return byRole.getOrDefault(role, List.of());
    }

    /** What a permission set would imply that is not in force yet. */
    static List<Policy> of(PermissionSetDefinition set) {
        List<List<String>> rows = new ArrayList<>();
        addPolicies(rows, SET + set.name(), "", set);
        return rows.stream().map(Policies::policy).toList();
    }

    private static Policy policy(List<String> row) {
        return new Policy(row.get(0).substring(SET.length()), row.get(2), row.get(3), RowRule.parse(row.get(4)));
    }

    static Enforcer enforcer(String tenant, Catalog catalog) {
        // It would print every policy.
        Util.enableLog = false;
        Model model = new Model();
        model.loadModelFromText(MODEL);
        Enforcer enforcer = new Enforcer(model);
        List<List<String>> policies = new ArrayList<>();
        for (PermissionSetDefinition set : catalog.permissionSets().values()) {
            addPolicies(policies, SET + set.name(), tenant, set);
        }
        List<List<String>> groups = new ArrayList<>();
        for (RoleDefinition role : catalog.roles().values()) {
            for (String set : role.permissionSets()) {
                groups.add(List.of(ROLE + role.name(), SET + set, tenant));
            }
        }
        if (!policies.isEmpty()) {
            enforcer.addPolicies(policies);
        }
        if (!groups.isEmpty()) {
            enforcer.addGroupingPolicies(groups);
        }
        return enforcer;
    }

    private static void addPolicies(
            List<List<String>> policies, String subject, String tenant, PermissionSetDefinition set) {
        set.objects().forEach((object, permission) -> {
            String resource = OBJECT + object;
            RowRule create = permission.create() ? RowRule.Word.ALL : RowRule.Word.NONE;
            policies.add(List.of(subject, tenant, resource, "create", create.text()));
            policies.add(List.of(
                    subject,
                    tenant,
                    resource,
                    "read",
                    RowRule.of(permission.read()).text()));
            policies.add(List.of(
                    subject,
                    tenant,
                    resource,
                    "edit",
                    RowRule.of(permission.edit()).text()));
            policies.add(List.of(
                    subject,
                    tenant,
                    resource,
                    "delete",
                    RowRule.of(permission.delete()).text()));
        });
        set.fields().forEach((field, permission) -> {
            policies.add(List.of(subject, tenant, FIELD + field, "read", permission.read() ? "all" : "none"));
            policies.add(List.of(subject, tenant, FIELD + field, "edit", permission.edit() ? "all" : "none"));
        });
        set.system().forEach(permission -> policies.add(List.of(subject, tenant, SYSTEM + permission, "use", "all")));
    }
}
