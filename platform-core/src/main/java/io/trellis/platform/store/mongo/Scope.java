package io.trellis.platform.store.mongo;

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
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * The names a question over one object may use: its own columns, and those of linked records, each link a {@code $lookup} that leaves the record
 * itself or nothing under {@code j<no>}, so that a missing or deleted record reads as null. One scope per question; not thread-safe.
 */
final class Scope {
    /**
     * A value.
     *
     * @param paths where it may lie; with several targets of a link only one of them has it; none for a value that never is
     */
    record Expr(List<String> paths, Shape shape) {
        /** As an aggregation expression, null for none. */
        BsonValue value() {
            if (paths.isEmpty()) {
                return BsonNull.VALUE;
            }
            var parts = new BsonArray();
            paths.forEach(path -> parts.add(new BsonString("$" + path)));
            parts.add(BsonNull.VALUE);
            return new BsonDocument("$ifNull", parts);
        }
    }

    /** Where a path has come to. @param alias "" for the record itself */
    record Place(CatalogObject object, Layout layout, String alias) {
        String path(String column) {
            return alias.isEmpty() ? column : alias + "." + column;
        }
    }

    private record Join(String collection, String local, String alias, Set<String> needed) {}

    private final Layouts layouts;
    private final Realm realm;
    final CatalogObject object;
    final Layout layout;
    private final Map<String, Join> joins = new LinkedHashMap<>();
    private final Map<String, List<Place>> places = new LinkedHashMap<>();

    Scope(Layouts layouts, Realm realm, String objectName) {
        this.layouts = layouts;
        this.realm = realm;
        this.object = realm.catalog().getObject(objectName);
        this.layout = layouts.get(realm, objectName);
        places.put("", List.of(new Place(object, layout, "")));
    }

    /** The stages that bring the linked records; ask when all names have been used. */
    List<BsonDocument> stages() {
        List<BsonDocument> stages = new ArrayList<>();
        for (Join join : joins.values()) {
            var project = new BsonDocument("_id", new BsonInt32(0));
            join.needed.forEach(column -> project.put(column, new BsonInt32(1)));
            var pipeline = new BsonArray(List.of(
                    new BsonDocument("$match", Lists.base(realm.tenant(), true)),
                    new BsonDocument("$project", project)));
            stages.add(new BsonDocument(
                    "$lookup",
                    new BsonDocument("from", new BsonString(join.collection))
                            .append("localField", new BsonString(join.local))
                            .append("foreignField", new BsonString("id"))
                            .append("pipeline", pipeline)
                            .append("as", new BsonString(join.alias))));
            stages.add(new BsonDocument(
                    "$unwind",
                    new BsonDocument("path", new BsonString("$" + join.alias))
                            .append("preserveNullAndEmptyArrays", BsonBoolean.TRUE)));
        }
        return stages;
    }

    /** The records a path's last step is a field of. */
    List<Place> places(Predicate.Path path) {
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
        return at;
    }

    private List<Place> join(List<Place> from, String link, Predicate.Path path) {
        List<Place> next = new ArrayList<>();
        boolean known = false;
        for (Place place : from) {
            CatalogField field = place.object.fields().get(link);
            if (field == null || !field.links() || field.shape() != Shape.LINK) {
                continue;
            }
            known = true;
            Column column = place.layout.column(link);
            for (String target : field.targets()) {
                Layout other = layouts.find(realm, target);
                if (other == null || column == null) {
                    continue;
                }
                String alias = "j" + (joins.size() + 1);
                String local = use(place, column);
                joins.put(alias, new Join(other.collection(), local, alias, new LinkedHashSet<>(List.of("id"))));
                next.add(new Place(realm.catalog().getObject(target), other, alias));
            }
        }
        if (!known) {
            throw unknown(path, link);
        }
        return next;
    }

    /** The path of a column, which is then fetched. */
    String use(Place place, Column column) {
        if (!place.alias.isEmpty()) {
            joins.get(place.alias).needed.add(column.name());
        }
        return place.path(column.name());
    }

    /**
     * The value at a path's end.
     *
     * @throws IllegalArgumentException when it names what is not there
     */
    Expr expr(Predicate.Path path) {
        List<Place> at = places(path);
        String name = path.steps().getLast();
        List<String> found = new ArrayList<>();
        Shape shape = null;
        boolean known = at.isEmpty();
        for (Place place : at) {
            known |= place.object.fields().containsKey(name);
            Column column = place.layout.column(name);
            if (column != null && (shape == null || shape == column.shape())) {
                shape = column.shape();
                found.add(use(place, column));
            }
        }
        if (!known || !at.isEmpty() && found.isEmpty()) {
            throw unknown(path, name);
        }
        return new Expr(found, found.isEmpty() ? Shape.TEXT : shape);
    }

    IllegalArgumentException unknown(Predicate.Path path, String step) {
        return new IllegalArgumentException("No column for " + step + " in " + object.name() + "." + path);
    }
}
