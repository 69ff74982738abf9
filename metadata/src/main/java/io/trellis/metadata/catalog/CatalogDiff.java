package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.kind.Kind;
import io.trellis.metadata.kind.Kinds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is different between two catalogs. Elements are the same when they have the same stable id, so that a new name is a
 * change and not a loss; fields count as elements of their own.
 */
public record CatalogDiff(List<Change> changes) {
    public CatalogDiff {
        changes = List.copyOf(changes);
    }

    public enum Action {
        ADD,
        CHANGE,
        REMOVE
    }

    /**
     * One element.
     *
     * @param element its address in the later catalog, or in the former when it was removed
     * @param former its address in the former catalog; null when it was added
     * @param object name of the object that it is or, for a field, belongs to; null for other kinds
     * @param field name of the field; null for other elements
     */
    public record Change(Action action, String element, String former, String object, String field) {
        public boolean renamed() {
            return action == Action.CHANGE && !element.equals(former);
        }
    }

    public static CatalogDiff between(Catalog before, Catalog after) {
        var changes = new ArrayList<Change>();
        objects(before, after, changes);
        for (Kind<?> kind : Kinds.all()) {
            if (kind != Kinds.OBJECTS) {
                others(kind, before, after, changes);
            }
        }
        return new CatalogDiff(changes);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Objects of the later catalog that are new or of which anything is different, their fields included. */
    public Set<String> touchedObjects() {
        var names = new LinkedHashSet<String>();
        for (Change change : changes) {
            boolean gone = change.action() == Action.REMOVE && change.field() == null;
            if (change.object() != null && !gone) {
                names.add(change.object());
            }
        }
        return names;
    }

    /** Whether any element of a kind is different. */
    public boolean touches(Kind<?> kind) {
        return changes.stream().anyMatch(change -> change.element().startsWith(kind.name() + "/"));
    }

    private static void objects(Catalog before, Catalog after, List<Change> changes) {
        Map<String, ObjectDefinition> former =
                byId(before.objects().stream().map(CatalogObject::definition).toList());
        for (CatalogObject object : after.objects()) {
            ObjectDefinition now = object.definition();
            ObjectDefinition then = former.remove(now.id());
            String element = "objects/" + now.name();
            if (then == null) {
                changes.add(new Change(Action.ADD, element, null, now.name(), null));
                continue;
            }
            if (then.equals(now)) {
                continue;
            }
            if (!then.withFields(List.of()).equals(now.withFields(List.of()))) {
                changes.add(new Change(Action.CHANGE, element, "objects/" + then.name(), now.name(), null));
            }
            fields(then, now, changes);
        }
        former.values()
                .forEach(gone -> changes.add(new Change(
                        Action.REMOVE, "objects/" + gone.name(), "objects/" + gone.name(), gone.name(), null)));
    }

    private static void fields(ObjectDefinition then, ObjectDefinition now, List<Change> changes) {
        var former = new LinkedHashMap<String, FieldDefinition>();
        then.fields().forEach(field -> former.put(field.id(), field));
        for (FieldDefinition field : now.fields()) {
            FieldDefinition old = former.remove(field.id());
            if (!field.equals(old)) {
                changes.add(new Change(
                        old == null ? Action.ADD : Action.CHANGE,
                        address(now, field),
                        old == null ? null : address(then, old),
                        now.name(),
                        field.name()));
            }
        }
        former.values()
                .forEach(gone -> changes.add(
                        new Change(Action.REMOVE, address(then, gone), address(then, gone), now.name(), gone.name())));
    }

    private static String address(ObjectDefinition object, FieldDefinition field) {
        return "objects/" + object.name() + "/fields/" + field.name();
    }

    private static void others(Kind<?> kind, Catalog before, Catalog after, List<Change> changes) {
        Map<String, ? extends Definition> former =
                byId(before.elements(kind.type()).values());
        for (Definition now : after.elements(kind.type()).values()) {
            Definition then = former.remove(now.id());
            if (!now.equals(then)) {
                changes.add(new Change(
                        then == null ? Action.ADD : Action.CHANGE,
                        kind.name() + "/" + now.key(),
                        then == null ? null : kind.name() + "/" + then.key(),
                        null,
                        null));
            }
        }
        former.values().forEach(gone -> {
            String address = kind.name() + "/" + gone.key();
            changes.add(new Change(Action.REMOVE, address, address, null, null));
        });
    }

    private static <D extends Definition> Map<String, D> byId(Collection<D> definitions) {
        var byId = new LinkedHashMap<String, D>();
        definitions.forEach(definition -> byId.put(definition.id(), definition));
        return byId;
    }
}
