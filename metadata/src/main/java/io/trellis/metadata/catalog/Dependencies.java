package io.trellis.metadata.catalog;

import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What feeds what, over all objects: one graph of the derived fields (formulas and roll-ups) and the fields they read, on the same
 * record, over links, and of children. From it the write path knows whom a change concerns and in which order one pass is
 * enough. Immutable.
 */
public final class Dependencies {
    /**
     * A formula that reads a field of another record.
     *
     * @param object the object with the formula
     * @param formula the formula's name
     * @param links the formula's way to the record read: names of links, the first of them on {@code object}; never empty
     * @param field what it reads there
     */
    public record Reader(CatalogObject object, String formula, List<String> links, String field) {
        public Reader {
            links = List.copyOf(links);
        }
    }

    /** A field as a place in the graph, and whether reading it means going to another record. */
    record Input(String key, boolean elsewhere) {}

    /**
     * A chain of derived fields, each reading the next.
     *
     * @param steps how often it goes to another record
     */
    record Chain(List<String> fields, int steps) {}

    private final Map<String, CatalogObject> objects = new LinkedHashMap<>();
    private final Map<String, List<Rollup>> rollups = new HashMap<>();
    private final Map<String, List<Rollup>> over = new HashMap<>();
    private final Map<String, List<Rollup>> carried = new HashMap<>();
    private final Map<String, List<Reader>> readers = new HashMap<>();
    private final Map<String, List<Input>> inputs = new LinkedHashMap<>();
    private final Map<String, Integer> order = new HashMap<>();
    private final Set<String> readsDerived = new HashSet<>();
    private final Set<String> daily = new HashSet<>();
    private final Map<String, Chain> chains = new HashMap<>();
    private List<String> cycle;

    Dependencies(Collection<CatalogObject> all) {
        all.forEach(object -> objects.put(object.name(), object));
        all.forEach(this::collect);
        inputs.keySet().forEach(key -> visit(key, new LinkedHashSet<>()));
        rollups.replaceAll((_, own) -> sorted(own));
        over.values().stream().flatMap(List::stream).forEach(rollup -> {
            String child = rollup.child().name();
            if (rollup.reads().stream().anyMatch(name -> inputs.containsKey(child + "." + name))) {
                readsDerived.add(rollup.key());
            }
        });
        for (CatalogObject object : all) {
            List<Rollup> closure = cycle == null ? closure(object.name()) : List.of();
            carried.put(object.name(), closure);
        }
    }

    /** An object's own roll-ups, those that others read first. */
    public List<Rollup> rollups(String object) {
        return rollups.getOrDefault(object, List.of());
    }

    /** The roll-ups that gather an object's records. */
    public List<Rollup> over(String child) {
        return over.getOrDefault(child, List.of());
    }

    /**
     * Every roll-up, of parents, their parents and so on, that a change of an object's records may reach without going down
     * again; each after those it reads.
     */
    public List<Rollup> carried(String child) {
        return carried.getOrDefault(child, List.of());
    }

    /**
     * The same for records of several objects.
     *
     * @param whole objects of which records have their own roll-ups computed anew, too
     */
    public List<Rollup> carried(Collection<String> children, Collection<String> whole) {
        if (children.size() == 1 && whole.isEmpty()) {
            return carried(children.iterator().next());
        }
        Set<Rollup> all = new LinkedHashSet<>();
        children.forEach(child -> all.addAll(carried(child)));
        whole.forEach(object -> all.addAll(rollups(object)));
        return sorted(all);
    }

    /** The objects with a derived value that reads which day it is, in the order of {@link #derivedObjects}. */
    public List<CatalogObject> dailyObjects() {
        return derivedObjects().stream()
                .filter(object -> daily.stream().anyMatch(key -> objectOf(key).equals(object.name())))
                .toList();
    }

    /** Whether a roll-up's filter reads which day it is. */
    public boolean readsDay(Rollup rollup) {
        return daily.contains(rollup.key());
    }

    /** Whether a roll-up gathers by values that are derived themselves, so that deriving a record may change it. */
    public boolean readsDerived(Rollup rollup) {
        return readsDerived.contains(rollup.key());
    }

    /** The formulas that read a field of an object's records over links. */
    public List<Reader> readers(String object) {
        return readers.getOrDefault(object, List.of());
    }

    /** Objects with formulas or roll-ups, in an order in which what an object's derived values read is mostly computed before. */
    public List<CatalogObject> derivedObjects() {
        Map<String, Integer> last = new HashMap<>();
        inputs.keySet().forEach(key -> last.merge(objectOf(key), order.getOrDefault(key, 0), Math::max));
        return last.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(entry -> objects.get(entry.getKey()))
                .toList();
    }

    /**
     * The derived fields that would change their values when this one is defined anew: itself and all that read it, directly or
     * not; by object.
     */
    public Map<String, Set<String>> affected(String object, String field) {
        Set<String> found = new LinkedHashSet<>();
        found.add(object + "." + field);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Map.Entry<String, List<Input>> entry : inputs.entrySet()) {
                if (!found.contains(entry.getKey())
                        && entry.getValue().stream().anyMatch(input -> found.contains(input.key()))) {
                    grown |= found.add(entry.getKey());
                }
            }
        }
        Map<String, Set<String>> byObject = new LinkedHashMap<>();
        found.stream().filter(inputs::containsKey).forEach(key -> byObject.computeIfAbsent(
                        objectOf(key), _ -> new LinkedHashSet<>())
                .add(key.substring(key.indexOf('.') + 1)));
        return byObject;
    }

    /** Derived fields that read each other in a circle, the first again at the end. */
    Optional<List<String>> cycle() {
        return Optional.ofNullable(cycle);
    }

    /** For each derived field the longest chain that it begins. */
    Map<String, Chain> chains() {
        return chains;
    }

    private static String objectOf(String key) {
        return key.substring(0, key.indexOf('.'));
    }

    private void collect(CatalogObject object) {
        for (CatalogField field : object.ownFields()) {
            String key = object.name() + "." + field.name();
            if (field.formula().isPresent()) {
                Set<Input> read = new LinkedHashSet<>();
                for (Predicate.Path path : field.formula().get().references()) {
                    follow(object, field, path.steps(), read);
                }
                inputs.put(key, List.copyOf(read));
                if (Steadiness.readsDay(field.formula().get().source())) {
                    daily.add(key);
                }
            } else if (field.type().name().equals("rollup")) {
                Rollup.of(object, field, objects).ifPresent(rollup -> {
                    if (rollup.filter().isPresent()
                            && Steadiness.readsDay(rollup.filter().get().source())) {
                        daily.add(key);
                    }
                    over.computeIfAbsent(rollup.child().name(), _ -> new ArrayList<>())
                            .add(rollup);
                    rollups.computeIfAbsent(object.name(), _ -> new ArrayList<>())
                            .add(rollup);
                    inputs.put(
                            key,
                            rollup.reads().stream()
                                    .map(name -> new Input(rollup.child().name() + "." + name, true))
                                    .toList());
                });
            }
        }
    }

    private void follow(CatalogObject object, CatalogField formula, List<String> steps, Set<Input> read) {
        CatalogObject here = object;
        for (int i = 0; i < steps.size() && here != null; i++) {
            String name = steps.get(i);
            read.add(new Input(here.name() + "." + name, i > 0));
            if (i > 0) {
                readers.computeIfAbsent(here.name(), _ -> new ArrayList<>())
                        .add(new Reader(object, formula.name(), steps.subList(0, i), name));
            }
            here = here.findField(name)
                    .filter(link -> link.shape() == Shape.LINK && link.targets().size() == 1)
                    .map(link -> objects.get(link.targets().getFirst()))
                    .orElse(null);
        }
    }

    /** Depth first: numbers the derived fields so that each comes after those it reads, and notes the first circle. */
    private void visit(String key, LinkedHashSet<String> open) {
        if (!inputs.containsKey(key) || order.containsKey(key)) {
            return;
        }
        if (!open.add(key)) {
            var names = new ArrayList<>(open);
            var circle = new ArrayList<>(names.subList(names.indexOf(key), names.size()));
            circle.add(key);
            cycle = cycle == null ? circle : cycle;
            return;
        }
        Chain longest = new Chain(List.of(), 0);
        for (Input input : inputs.get(key)) {
            visit(input.key(), open);
            int step = input.elsewhere() ? 1 : 0;
            Chain next = chains.getOrDefault(input.key(), new Chain(List.of(), 0));
            if (next.steps() + step > longest.steps()) {
                List<String> fields = next.fields().isEmpty() ? List.of(input.key()) : next.fields();
                longest = new Chain(fields, next.steps() + step);
            }
        }
        var fields = new ArrayList<String>();
        fields.add(key);
        fields.addAll(longest.fields());
        chains.put(key, new Chain(fields, longest.steps()));
        open.remove(key);
        order.put(key, order.size());
    }

    private List<Rollup> closure(String child) {
        Set<Rollup> found = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(child));
        while (!open.isEmpty()) {
            String object = open.removeLast();
            if (seen.add(object)) {
                for (Rollup rollup : over(object)) {
                    found.add(rollup);
                    open.add(rollup.object().name());
                }
            }
        }
        return sorted(found);
    }

    private List<Rollup> sorted(Collection<Rollup> rollups) {
        return rollups.stream()
                .sorted(Comparator.comparingInt(rollup -> order.getOrDefault(rollup.key(), 0)))
                .toList();
    }
}
