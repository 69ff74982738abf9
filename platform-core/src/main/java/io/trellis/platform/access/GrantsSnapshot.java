package io.trellis.platform.access;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.PermissionSetDefinition;
import io.trellis.metadata.expression.Predicate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@link Rights} seen by one person: "own" has become the ids of the person's team, "department" those of departments.
 * Immutable but for a cache. Made anew whenever the catalog or the people change.
 */
final class GrantsSnapshot implements Grants {
    private static final int DEEPEST = 8;

    private final Catalog catalog;
    private final Rights rights;
    private final Person person;
    private final Set<String> team;
    private final Set<String> branch;
    private final ScopeConditions conditions;
    private final Map<String, Predicate[]> scopes = new ConcurrentHashMap<>();
    private volatile String fingerprint;

    GrantsSnapshot(Catalog catalog, Rights rights, Person person, People people, ScopeConditions conditions) {
        this.catalog = catalog;
        this.rights = rights;
        this.person = person;
        this.team = people.team(person.id());
        this.branch = person.department() == null ? Set.of() : people.branch(person.department());
        this.conditions = conditions;
    }

    Rights rights() {
        return rights;
    }

    @Override
    public boolean mayCreate(String object) {
        return rights.of(object).create();
    }

    @Override
    public Predicate scope(String object, Action action) {
        Predicate[] known = scopes.computeIfAbsent(object, _ -> new Predicate[Action.values().length]);
        Predicate scope = known[action.ordinal()];
        if (scope == null) {
            CatalogObject definition = catalog.findObject(object).orElse(null);
            if (definition == null) {
                return new Predicate.None();
            }
            scope = compile(definition, action, 0);
            // A condition may depend on the time of day, so it is computed whenever it is asked for.
            if (!conditional(definition, action, 0)) {
                known[action.ordinal()] = scope;
            }
        }
        return scope;
    }

    private Predicate compile(CatalogObject object, Action action, int depth) {
        Set<RowRule> rules = rights.of(object.name()).of(action);
        if (rules.isEmpty() || depth > DEEPEST) {
            return new Predicate.None();
        }
        Optional<CatalogObject> master = SetRights.master(catalog, object);
        if (master.isEmpty()) {
            return Predicate.or(
                    rules.stream().map(rule -> predicate(object, rule)).toList());
        }
        // Details are as visible as their master; whoever may change the master may change, add and remove its details.
        Predicate through = Prefix.put(
                object.masterField().orElseThrow().name(),
                compile(master.get(), action == Action.READ ? Action.READ : Action.EDIT, depth + 1));
        boolean words = rules.stream().anyMatch(RowRule.Word.class::isInstance);
        return words
                ? through
                : Predicate.and(
                        through,
                        Predicate.or(rules.stream()
                                .map(rule -> predicate(object, rule))
                                .toList()));
    }

    private boolean conditional(CatalogObject object, Action action, int depth) {
        if (depth > DEEPEST
                || rights.of(object.name()).of(action).stream().anyMatch(RowRule.Condition.class::isInstance)) {
            return true;
        }
        Action above = action == Action.READ ? Action.READ : Action.EDIT;
        return SetRights.master(catalog, object)
                .map(master -> conditional(master, above, depth + 1))
                .orElse(false);
    }

    /** The rows one rule opens, masters not considered. */
    Predicate predicate(CatalogObject object, RowRule rule) {
        return switch (rule) {
            case RowRule.Word.NONE -> new Predicate.None();
            case RowRule.Word.OWN -> own(object);
            case RowRule.Word.DEPARTMENT ->
                person.department() == null
                        ? own(object)
                        : Predicate.or(in("department", List.of(person.department())), own(object));
            case RowRule.Word.DEPARTMENT_AND_BELOW ->
                branch.isEmpty() ? own(object) : Predicate.or(in("department", branch), own(object));
            case RowRule.Word.ALL -> new Predicate.All();
            case RowRule.Condition condition -> conditions.predicate(catalog, object, condition.source(), person);
        };
    }

    private Predicate own(CatalogObject object) {
        return in(object.definition().owned() ? "owner" : "createdBy", team);
    }

    private static Predicate in(String field, Collection<String> ids) {
        Predicate.Path path = Predicate.Path.of(field);
        return ids.size() == 1
                ? new Predicate.Compare(path, Predicate.Op.EQ, ids.iterator().next())
                : new Predicate.In(path, List.copyOf(ids));
    }

    @Override
    public boolean mayRead(String object, String field) {
        Rights.ObjectRights of = rights.of(object);
        return !of.read().isEmpty() && !of.hidden().contains(field);
    }

    @Override
    public boolean mayEdit(String object, String field) {
        Rights.ObjectRights of = rights.of(object);
        return (of.create() || !of.edit().isEmpty()) && !of.fixed().contains(field);
    }

    @Override
    public boolean readsAllFields(String object) {
        Rights.ObjectRights of = rights.of(object);
        return !of.read().isEmpty() && of.hidden().isEmpty();
    }

    @Override
    public boolean maySystem(String permission) {
        return rights.system().contains(permission);
    }

    @Override
    public String fingerprint() {
        String known = fingerprint;
        if (known == null) {
            known = Tokens.digest(rights.fingerprint()
                    + person.id()
                    + person.department()
                    + new TreeSet<>(team)
                    + new TreeSet<>(branch));
            fingerprint = known;
        }
        return known;
    }

    @Override
    public String shape() {
        return rights.fingerprint();
    }

    @Override
    public boolean covers(PermissionSetDefinition set) {
        return rights.covers(Rights.of(catalog, Policies.of(set)));
    }
}
