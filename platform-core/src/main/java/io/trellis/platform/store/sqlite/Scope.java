package io.trellis.platform.store.sqlite;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.Realm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names a statement over one object may use: its own columns under the alias {@code t}, and those of linked records, each
 * link a LEFT JOIN so that a missing or deleted record reads as null. One scope per statement; not thread-safe.
 */
final class Scope {
    /** A column or an expression over columns. */
    record Expr(String sql, Shape shape) {}

    /** The own table's alias. */
    private static final String OWN = "t";

    private record Place(CatalogObject object, Table table, String alias) {}

    final Schema schema;
    final Realm realm;
    final CatalogObject object;
    final Table table;
    /** Whether the statement reads other tables than its own. */
    private boolean remote;

    /** Columns of the own table that the statement asks about. */
    private final Set<String> asked = new LinkedHashSet<>();

    private final Map<String, String> joins = new LinkedHashMap<>();
    private final Map<String, List<Place>> places = new LinkedHashMap<>();

    Scope(Schema schema, Realm realm, String objectName) {
        this.schema = schema;
        this.realm = realm;
        this.object = realm.catalog().getObject(objectName);
        this.table = schema.get(realm, objectName);
        places.put("", List.of(new Place(object, table, OWN)));
    }

    void goRemote() {
        remote = true;
    }

    boolean isRemote() {
        return remote;
    }

    /** To be called for every column that becomes part of a condition. */
    void asks(String alias, String column) {
        if (alias.equals(OWN)) {
            asked.add(column);
        }
    }

    Set<String> asked() {
        return asked;
    }

    /** {@code FROM r12 AS t} and the joins that expressions asked for so far; call last. */
    String from() {
        return " FROM " + table.name() + " AS t" + String.join("", joins.values());
    }

    /**
     * The value at a path's end.
     *
     * @throws IllegalArgumentException when it names what is not there or has no column
     */
    Expr expr(Predicate.Path path) {
        List<String> steps = path.steps();
        List<Place> at = places.get("");
        var walked = new StringBuilder();
        for (int i = 0; i < steps.size() - 1; i++) {
            walked.append('.').append(steps.get(i));
            String key = walked.toString();
            List<Place> next = places.get(key);
            if (next == null) {
                next = join(at, steps.get(i), path);
                places.put(key, next);
            }
            at = next;
        }
        return columns(at, steps.getLast(), path);
    }

    private List<Place> join(List<Place> from, String link, Predicate.Path path) {
        goRemote();
        List<Place> next = new ArrayList<>();
        boolean known = false;
        for (Place place : from) {
            CatalogField field = place.object.fields().get(link);
            if (field == null || !field.links() || field.shape() != Shape.LINK) {
                continue;
            }
            known = true;
            Column column = place.table.column(link);
            for (String target : field.targets()) {
                Table other = schema.find(realm, target);
                if (other == null || column == null) {
                    continue;
                }
                String alias = "j" + (joins.size() + 1);
                joins.put(
                        alias,
                        " LEFT JOIN " + other.name() + " AS " + alias + " ON " + alias + ".id = " + place.alias + "."
                                + column.name() + " AND " + alias + ".deleted_at IS NULL");
                next.add(new Place(realm.catalog().getObject(target), other, alias));
            }
        }
        if (!known) {
            throw unknown(path, link);
        }
        return next;
    }

    private Expr columns(List<Place> at, String name, Predicate.Path path) {
        List<String> found = new ArrayList<>();
        Shape shape = null;
        boolean known = at.isEmpty();
        for (Place place : at) {
            if (place.object.fields().containsKey(name)) {
                known = true;
            }
            Column column = place.table.column(name);
            if (column != null && (shape == null || shape == column.shape())) {
                shape = column.shape();
                asks(place.alias, column.name());
                found.add(place.alias + "." + column.name());
            }
        }
        if (!known || !at.isEmpty() && found.isEmpty()) {
            throw unknown(path, name);
        }
        return switch (found.size()) {
            case 0 -> new Expr("NULL", Shape.TEXT);
            case 1 -> new Expr(found.getFirst(), shape);
            default -> new Expr("coalesce(" + String.join(", ", found) + ")", shape);
        };
    }

    IllegalArgumentException unknown(Predicate.Path path, String step) {
        return new IllegalArgumentException("No column for " + step + " in " + object.name() + "." + path);
    }
}
