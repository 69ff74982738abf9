package io.trellis.platform.record;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.catalog.Rollup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The plans of one catalog's objects, made when first needed. Thread-safe. */
final class CatalogPlans {
    /** What happens to a record when the one it points to is deleted. */
    enum OnDelete {
        CASCADE,
        RESTRICT,
        CLEAR
    }

    /** A field of another object, or of the same one, that points to an object's records. */
    record Incoming(CatalogObject object, CatalogField field, OnDelete onDelete) {}

    final Catalog catalog;
    private final Map<String, ObjectPlan> plans = new ConcurrentHashMap<>();
    private final Map<String, RollupPlan> rollups = new ConcurrentHashMap<>();
    private final Map<String, List<Incoming>> incoming = new ConcurrentHashMap<>();
    private final Map<ProjectionKey, Projection> projections = new ConcurrentHashMap<>();
    private final Map<String, List<WriteStep>> steps = new ConcurrentHashMap<>();

    /** @param fields as asked for, joined with commas; empty for all */
    record ProjectionKey(String object, String grants, String fields) {}

    CatalogPlans(Catalog catalog) {
        this.catalog = catalog;
    }

    ObjectPlan of(CatalogObject object) {
        ObjectPlan plan = plans.get(object.name());
        return plan != null ? plan : plans.computeIfAbsent(object.name(), _ -> new ObjectPlan(object));
    }

    RollupPlan of(Rollup rollup) {
        RollupPlan plan = rollups.get(rollup.key());
        return plan != null
                ? plan
                : rollups.computeIfAbsent(
                        rollup.key(),
                        _ -> new RollupPlan(rollup, catalog.dependencies().readsDay(rollup)));
    }

    /** Every field that may point to records of the object. */
    List<Incoming> incoming(String object) {
        return incoming.computeIfAbsent(object, this::findIncoming);
    }

    /** The steps that concern an object's records, in order. */
    List<WriteStep> steps(CatalogObject object, Supplier<List<WriteStep>> maker) {
        List<WriteStep> known = steps.get(object.name());
        if (known == null) {
            known = maker.get();
            steps.put(object.name(), known);
        }
        return known;
    }

    Projection projection(ProjectionKey key, Supplier<Projection> maker) {
        Projection known = projections.get(key);
        if (known == null) {
            if (projections.size() > 2_000) {
                projections.clear();
            }
            known = maker.get();
            projections.put(key, known);
        }
        return known;
    }

    private List<Incoming> findIncoming(String target) {
        List<Incoming> found = new ArrayList<>();
        for (CatalogObject object : catalog.objects()) {
            for (CatalogField field : object.ownFields()) {
                if (field.targets().contains(target)) {
                    found.add(new Incoming(object, field, onDelete(field)));
                }
            }
        }
        return List.copyOf(found);
    }

    /** A detail goes with its master. Without a word in the definition a link is cleared, unless it must have a value. */
    private static OnDelete onDelete(CatalogField field) {
        if (field.type().name().equals("masterDetail")) {
            return OnDelete.CASCADE;
        }
        return switch (field.definition().text("onDelete").orElse("")) {
            case "cascade" -> OnDelete.CASCADE;
            case "restrict" -> OnDelete.RESTRICT;
            // Nothing may empty a required field, whatever its definition says of deletions.
            default -> field.definition().required() ? OnDelete.RESTRICT : OnDelete.CLEAR;
        };
    }
}
