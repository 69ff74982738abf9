package io.trellis.platform.store.mongo;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * A {@link Predicate} as a query filter. Every leaf is written so that it is false where there is no value, and {@code $nor} is the exact
 * opposite of a filter, so negation needs no more thought.
 */
final class Conditions {
    /** The server allows 180 levels, of which a level here may take three. */
    private static final int DEEPEST = 50;

    private static final int MOST_PARTS = 3000;

    /** Matches nothing. */
    static final BsonDocument NEVER = new BsonDocument("_id", new BsonDocument("$in", new BsonArray()));

    private static final BsonDocument ALWAYS = new BsonDocument();

    private final Scope scope;
    /** Null where everything must be read at one moment. */
    private final SemiJoins semiJoins;

    private int written;
    private boolean remote;

    Conditions(Scope scope, SemiJoins semiJoins) {
        this.scope = scope;
        this.semiJoins = semiJoins;
    }

    /** @param remote whether it asks for more than the record's own columns */
    record Part(BsonDocument filter, boolean remote) {}

    /** The filters that are all to be met, each as narrow as can be. */
    List<Part> conjuncts(Predicate predicate) {
        List<Part> parts = new ArrayList<>();
        if (predicate instanceof Predicate.And and && !and.parts().isEmpty()) {
            and.parts().forEach(part -> parts.add(part(part, 1)));
        } else {
            parts.add(part(predicate, 0));
        }
        return parts;
    }

    private Part part(Predicate predicate, int depth) {
        remote = false;
        BsonDocument filter = filter(predicate, depth);
        return new Part(filter, remote);
    }

    private BsonDocument filter(Predicate predicate, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("The condition is nested too deeply");
        }
        if (++written > MOST_PARTS) {
            throw new IllegalArgumentException("The condition has too many parts");
        }
        return switch (predicate) {
            case Predicate.All _ -> ALWAYS;
            case Predicate.None _ -> NEVER;
            case Predicate.Not not -> not(filter(not.part(), depth + 1));
            case Predicate.And and -> join("$and", and.parts(), depth);
            case Predicate.Or or -> join("$or", or.parts(), depth);
            case Predicate.Compare c
            when c.op() == Predicate.Op.NE -> not(leaf(c.path(), new Leaf.Compare(Predicate.Op.EQ, c.value())));
            case Predicate.Compare c -> leaf(c.path(), new Leaf.Compare(c.op(), c.value()));
            case Predicate.IsNull c -> not(leaf(c.path(), new Leaf.Present()));
            case Predicate.In c -> leaf(c.path(), new Leaf.In(c.values()));
            case Predicate.Text c -> leaf(c.path(), new Leaf.Text(c.op(), c.value()));
            case Predicate.Includes c -> leaf(c.path(), new Leaf.Includes(c.value()));
            case Predicate.CompareFields c -> fields(c);
        };
    }

    private static BsonDocument not(BsonDocument filter) {
        return filter == NEVER
                ? ALWAYS
                : filter == ALWAYS ? NEVER : new BsonDocument("$nor", new BsonArray(List.of(filter)));
    }

    private BsonDocument join(String operator, List<Predicate> parts, int depth) {
        var filters = new BsonArray();
        parts.forEach(part -> filters.add(filter(part, depth + 1)));
        return switch (filters.size()) {
            case 0 -> operator.equals("$and") ? ALWAYS : NEVER;
            case 1 -> filters.getFirst().asDocument();
            default -> new BsonDocument(operator, filters);
        };
    }

    private BsonDocument leaf(Predicate.Path path, Leaf leaf) {
        if (path.isRemote() && semiJoins != null) {
            BsonDocument own = semiJoins.find(scope.object, scope.layout, path, leaf);
            if (own != null) {
                return own;
            }
        }
        remote |= path.isRemote();
        String name = path.steps().getLast();
        List<Scope.Place> places = scope.places(path);
        var filters = new BsonArray();
        boolean known = places.isEmpty();
        for (Scope.Place place : places) {
            CatalogField field = place.object().fields().get(name);
            Column column = place.layout().column(name);
            if (field == null) {
                continue;
            }
            known |= column != null || path.isRemote();
            if (column != null) {
                filters.add(leaf.filter(scope.use(place, column), column.shape()));
            }
        }
        if (!known) {
            throw scope.unknown(path, name);
        }
        return filters.isEmpty()
                ? NEVER
                : filters.size() == 1 ? filters.getFirst().asDocument() : new BsonDocument("$or", filters);
    }

    private BsonDocument fields(Predicate.CompareFields compare) {
        remote |= compare.left().isRemote() || compare.right().isRemote();
        Scope.Expr left = scope.expr(compare.left());
        Scope.Expr right = scope.expr(compare.right());
        BsonValue a = left.value();
        BsonValue b = right.value();
        boolean comparable = kind(left.shape()) == kind(right.shape());
        BsonValue test =
                switch (compare.op()) {
                    // Values of different kinds are never equal and have no order; two nulls are equal all the same.
                    case EQ -> call("$eq", a, b);
                    case NE -> call("$ne", a, b);
                    case LT -> comparable ? ordered("$lt", a, b) : new BsonInt32(0);
                    case LE -> comparable ? ordered("$lte", a, b) : new BsonInt32(0);
                    case GT -> comparable ? ordered("$gt", a, b) : new BsonInt32(0);
                    case GE -> comparable ? ordered("$gte", a, b) : new BsonInt32(0);
                };
        if (!comparable && (compare.op() == Predicate.Op.EQ || compare.op() == Predicate.Op.NE)) {
            BsonValue bothNone = call("$and", call("$eq", a, BsonNull.VALUE), call("$eq", b, BsonNull.VALUE));
            test = compare.op() == Predicate.Op.EQ ? bothNone : call("$not", bothNone);
        }
        return new BsonDocument("$expr", test);
    }

    private static BsonValue ordered(String operator, BsonValue a, BsonValue b) {
        return call("$and", call("$gt", a, BsonNull.VALUE), call("$gt", b, BsonNull.VALUE), call(operator, a, b));
    }

    static BsonDocument call(String operator, BsonValue... operands) {
        return new BsonDocument(operator, new BsonArray(List.of(operands)));
    }

    static BsonDocument expr(BsonValue test) {
        return new BsonDocument("$expr", test);
    }

    static BsonValue field(String path) {
        return new BsonString("$" + path);
    }

    private static Shape kind(Shape shape) {
        return switch (shape) {
            case TEXT, LINK -> Shape.TEXT;
            case WHOLE, DECIMAL -> Shape.DECIMAL;
            case FLAG, DAY, MOMENT, TIME, MANY, GROUP -> shape;
        };
    }
}
