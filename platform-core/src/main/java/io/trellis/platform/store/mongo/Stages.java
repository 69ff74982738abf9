package io.trellis.platform.store.mongo;

import io.trellis.metadata.expression.Predicate;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;

/**
 * The first stages of a question: what its own records say is asked first, where an index can answer it; linked records are brought for what is left, and
 * then asked.
 */
final class Stages {
    private final Scope scope;
    private final BsonArray local = new BsonArray();
    private final BsonArray remote = new BsonArray();

    /**
     * @param semiJoins null where everything must be read at one moment
     * @param deleted false: live records; true: only the recycle bin
     */
    Stages(Scope scope, SemiJoins semiJoins, Predicate filter, boolean deleted) {
        this.scope = scope;
        local.add(Lists.base(scope.layout.tenant(), !deleted));
        new Conditions(scope, semiJoins).conjuncts(filter).forEach(part -> {
            if (!part.filter().isEmpty()) {
                (part.remote() ? remote : local).add(part.filter());
            }
        });
    }

    /** The stages that leave the matching records; call when all names have been used. */
    List<BsonDocument> matching() {
        return matching(new BsonDocument(), new BsonDocument());
    }

    /**
     * The same, in an order.
     *
     * @param also a further condition on own columns, or an empty one
     * @param sort an order by own columns, or an empty one; it comes before linked records are brought, so that no more of them are brought than a
     *     page needs
     */
    List<BsonDocument> matching(BsonDocument also, BsonDocument sort) {
        BsonArray first = new BsonArray(List.copyOf(local));
        if (!also.isEmpty()) {
            first.add(also);
        }
        List<BsonDocument> stages = new ArrayList<>();
        stages.add(match(first));
        if (!sort.isEmpty()) {
            stages.add(new BsonDocument("$sort", sort));
        }
        stages.addAll(scope.stages());
        if (!remote.isEmpty()) {
            stages.add(match(remote));
        }
        return stages;
    }

    private static BsonDocument match(BsonArray filters) {
        BsonDocument filter = filters.size() == 1 ? filters.getFirst().asDocument() : new BsonDocument("$and", filters);
        return new BsonDocument("$match", filter);
    }
}
