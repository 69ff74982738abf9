package io.trellis.platform.store.mongo;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.Realm;
import java.util.LinkedHashSet;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/**
 * A condition on linked records, asked of them first: where few fit, their ids are the condition, and the link's index answers it. Where many do, the caller has to
 * bring the linked records instead. One per question; not thread-safe.
 */
final class SemiJoins {
    /** More ids than this cost more to send and to look for than to join. */
    private static final int MOST_IDS = 1_000;

    /** Each is a question of its own. */
    private static final int MOST_QUESTIONS = 16;

    private final Database database;
    private final Layouts layouts;
    private final Realm realm;
    private int asked;

    SemiJoins(Database database, Layouts layouts, Realm realm) {
        this.database = database;
        this.layouts = layouts;
        this.realm = realm;
    }

    /** @return the condition on the record's own columns; null where too many linked records fit, or a name is not there */
    BsonDocument find(CatalogObject object, Layout layout, Predicate.Path path, Leaf leaf) {
        return find(object, layout, path, 0, leaf);
    }

    private BsonDocument find(CatalogObject object, Layout layout, Predicate.Path path, int step, Leaf leaf) {
        String name = path.steps().get(step);
        CatalogField field = object.fields().get(name);
        Column column = layout.column(name);
        if (field == null || column == null) {
            return null;
        }
        if (step == path.steps().size() - 1) {
            return leaf.filter(column.name(), column.shape());
        }
        if (!field.links() || field.shape() != Shape.LINK) {
            return null;
        }
        String next = path.steps().get(step + 1);
        Set<String> ids = new LinkedHashSet<>();
        boolean known = false;
        for (String target : field.targets()) {
            CatalogObject other = realm.catalog().findObject(target).orElse(null);
            Layout there = other == null ? null : layouts.find(realm, other);
            if (there == null || !other.fields().containsKey(next)) {
                continue;
            }
            known = true;
            BsonDocument condition = find(other, there, path, step + 1, leaf);
            if (condition == null || !collect(there, condition, ids)) {
                return null;
            }
        }
        if (!known) {
            return null;
        }
        var in = new BsonArray();
        ids.forEach(id -> in.add(new BsonString(id)));
        return in.isEmpty() ? Conditions.NEVER : Leaf.test(column.name(), "$in", in);
    }

    /** @return false when they are too many */
    private boolean collect(Layout layout, BsonDocument condition, Set<String> ids) {
        if (condition == Conditions.NEVER) {
            return true;
        }
        if (++asked > MOST_QUESTIONS) {
            return false;
        }
        BsonDocument filter =
                Lists.base(realm.tenant(), true).append("$and", new BsonArray(java.util.List.of(condition)));
        Lists.reading(() -> {
            database.collection(layout.collection())
                    .find(filter)
                    .projection(new BsonDocument("_id", new BsonInt32(0)).append("id", new BsonInt32(1)))
                    .limit(MOST_IDS + 1)
                    .batchSize(MOST_IDS + 1)
                    .forEach(found -> ids.add(found.getString("id").getValue()));
            return null;
        });
        return ids.size() <= MOST_IDS;
    }
}
