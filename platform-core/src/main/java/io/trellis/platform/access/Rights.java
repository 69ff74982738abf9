package io.trellis.platform.access;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a combination of roles may do, the same for everybody who has it: the union of its permission sets matched with the
 * objects of one catalog. Immutable; who "own" and "department" are is added by {@link GrantsSnapshot}.
 */
final class Rights {
    private final Map<String, ObjectRights> objects;
    private final Set<String> system;
    private final String fingerprint;

    /**
     * @param read conditions any of which opens a row; empty opens none
     * @param hidden fields nobody with these rights may read
     * @param fixed fields nobody with these rights may write
     */
    record ObjectRights(
            boolean create,
            Set<RowRule> read,
            Set<RowRule> edit,
            Set<RowRule> delete,
            Set<String> hidden,
            Set<String> fixed) {
        static final ObjectRights NONE = new ObjectRights(false, Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

        Set<RowRule> of(Grants.Action action) {
            return switch (action) {
                case READ -> read;
                case EDIT -> edit;
                case DELETE -> delete;
            };
        }

        private boolean covers(ObjectRights other) {
            return (create || !other.create)
                    && covers(read, other.read)
                    && covers(edit, other.edit)
                    && covers(delete, other.delete)
                    && (other.read.isEmpty() || other.hidden.containsAll(hidden))
                    && ((other.edit.isEmpty() && !other.create) || other.fixed.containsAll(fixed));
        }

        private static boolean covers(Set<RowRule> mine, Set<RowRule> theirs) {
            return theirs.stream().allMatch(rule -> mine.stream().anyMatch(own -> own.covers(rule)));
        }

        /** In a fixed order, for fingerprints. */
        private String text() {
            return create + " " + texts(read) + texts(edit) + texts(delete) + new TreeSet<>(hidden)
                    + new TreeSet<>(fixed);
        }

        private static Set<String> texts(Set<RowRule> rules) {
            var texts = new TreeSet<String>();
            rules.forEach(rule -> texts.add(rule.text()));
            return texts;
        }
    }

    private Rights(Map<String, ObjectRights> objects, Set<String> system) {
        this.objects = Map.copyOf(objects);
        this.system = Set.copyOf(system);
        var text = new StringBuilder();
        new TreeMap<>(objects).forEach((name, rights) -> text.append(name).append(rights.text()));
        this.fingerprint = Tokens.digest(text.append(new TreeSet<>(system)).toString());
    }

    static Rights of(Catalog catalog, Collection<Policies.Policy> policies) {
        var bySet = new LinkedHashMap<String, List<Policies.Policy>>();
        policies.forEach(policy ->
                bySet.computeIfAbsent(policy.set(), _ -> new ArrayList<>()).add(policy));
        List<SetRights> sets = bySet.values().stream().map(SetRights::new).toList();
        var objects = new HashMap<String, ObjectRights>();
        for (CatalogObject object : catalog.objects()) {
            objects.put(object.name(), merge(catalog, object, sets));
        }
        var system = new HashSet<String>();
        sets.forEach(set -> system.addAll(set.system()));
        return new Rights(objects, system);
    }

    private static ObjectRights merge(Catalog catalog, CatalogObject object, List<SetRights> sets) {
        boolean create = false;
        var rules = new ArrayList<Set<RowRule>>(
                List.of(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>()));
        var readers = new ArrayList<SetRights>();
        var editors = new ArrayList<SetRights>();
        for (SetRights set : sets) {
            SetRights.Entry entry = set.entry(catalog, object);
            create |= !entry.create().opensNothing();
            for (Grants.Action action : Grants.Action.values()) {
                if (!entry.of(action).opensNothing()) {
                    rules.get(action.ordinal()).add(entry.of(action));
                }
            }
            if (!entry.read().opensNothing()) {
                readers.add(set);
            }
            if (!entry.edit().opensNothing() || !entry.create().opensNothing()) {
                editors.add(set);
            }
        }
        var hidden = new HashSet<String>();
        var fixed = new HashSet<String>();
        for (SetRights set : sets) {
            for (String field : set.restricted(object.name())) {
                // A set that does not open the object has no say about its fields.
                if (readers.stream().allMatch(reader -> reader.hides(object.name(), field))) {
                    hidden.add(field);
                }
                if (hidden.contains(field) || editors.stream().allMatch(editor -> editor.fixes(object.name(), field))) {
                    fixed.add(field);
                }
            }
        }
        return new ObjectRights(
                create,
                Set.copyOf(rules.get(0)),
                Set.copyOf(rules.get(1)),
                Set.copyOf(rules.get(2)),
                Set.copyOf(hidden),
                Set.copyOf(fixed));
    }

    ObjectRights of(String object) {
        return objects.getOrDefault(object, ObjectRights.NONE);
    }

    Set<String> system() {
        return system;
    }

    /** Whether somebody with these rights has at least the other's: the condition for handing them out. */
    boolean covers(Rights other) {
        return system.containsAll(other.system)
                && other.objects.entrySet().stream()
                        .allMatch(entry -> of(entry.getKey()).covers(entry.getValue()));
    }

    String fingerprint() {
        return fingerprint;
    }
}
