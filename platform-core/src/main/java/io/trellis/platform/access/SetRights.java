package io.trellis.platform.access;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one permission set says, taken from its policies; names are not yet matched with each other. */
final class SetRights {
    /** Details of details: deeper than any real model, and an end to a cycle. */
    private static final int DEEPEST = 8;

    private final Map<String, Entry> objects = new HashMap<>();
    private final Set<String> unreadable = new HashSet<>();
    private final Set<String> uneditable = new HashSet<>();
    private final Set<String> system = new HashSet<>();

    /** @param name object it is written for, {@code *}, or the master it was taken from */
    record Entry(String name, RowRule create, RowRule read, RowRule edit, RowRule delete) {
        static final Entry NOTHING =
                new Entry("", RowRule.Word.NONE, RowRule.Word.NONE, RowRule.Word.NONE, RowRule.Word.NONE);

        RowRule of(Grants.Action action) {
            return switch (action) {
                case READ -> read;
                case EDIT -> edit;
                case DELETE -> delete;
            };
        }

        private Entry with(String action, RowRule rule) {
            return switch (action) {
                case "create" -> new Entry(name, rule, read, edit, delete);
                case "read" -> new Entry(name, create, rule, edit, delete);
                case "edit" -> new Entry(name, create, read, rule, delete);
                default -> new Entry(name, create, read, edit, rule);
            };
        }
    }

    /** @param policies all of the same set */
    SetRights(List<Policies.Policy> policies) {
        for (Policies.Policy policy : policies) {
            String resource = policy.resource();
            if (resource.startsWith(Policies.OBJECT)) {
                String object = resource.substring(Policies.OBJECT.length());
                Entry before = objects.getOrDefault(object, Entry.NOTHING);
                objects.put(
                        object,
                        new Entry(object, before.create(), before.read(), before.edit(), before.delete())
                                .with(policy.action(), policy.rows()));
            } else if (resource.startsWith(Policies.FIELD)) {
                if (policy.rows().opensNothing()) {
                    (policy.action().equals("read") ? unreadable : uneditable)
                            .add(resource.substring(Policies.FIELD.length()));
                }
            } else {
                system.add(resource.substring(Policies.SYSTEM.length()));
            }
        }
    }

    Set<String> system() {
        return system;
    }

    boolean hides(String object, String field) {
        return unreadable.contains(object + "." + field);
    }

    boolean fixes(String object, String field) {
        return uneditable.contains(object + "." + field) || hides(object, field);
    }

    /** Fields of the object that the set says something restrictive about. */
    Set<String> restricted(String object) {
        var fields = new HashSet<String>();
        for (Set<String> names : List.of(unreadable, uneditable)) {
            for (String name : names) {
                if (name.startsWith(object + ".")) {
                    fields.add(name.substring(object.length() + 1));
                }
            }
        }
        return fields;
    }

    /**
     * The set's entry for an object: its own; for a detail without one its master's, whose edit right then stands for
     * everything that changes details; else the one for all.
     */
    Entry entry(Catalog catalog, CatalogObject object) {
        return entry(catalog, object, 0);
    }

    private Entry entry(Catalog catalog, CatalogObject object, int depth) {
        Entry own = objects.get(object.name());
        if (own != null) {
            return own;
        }
        Optional<CatalogObject> master = master(catalog, object);
        if (master.isPresent() && depth < DEEPEST) {
            Entry followed = entry(catalog, master.get(), depth + 1);
            return new Entry(followed.name(), followed.edit(), followed.read(), followed.edit(), followed.edit());
        }
        return objects.getOrDefault("*", Entry.NOTHING);
    }

    static Optional<CatalogObject> master(Catalog catalog, CatalogObject object) {
        return object.masterField()
                .map(CatalogField::targets)
                .filter(targets -> targets.size() == 1)
                .flatMap(targets -> catalog.findObject(targets.getFirst()));
    }
}
