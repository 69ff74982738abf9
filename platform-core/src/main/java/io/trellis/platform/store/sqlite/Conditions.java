package io.trellis.platform.store.sqlite;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link Predicate} as SQL. Negations are pushed down to the leaves, so that AND and OR alone combine them and SQL's
 * "unknown", which they treat as "no", can stand for false; a leaf is written so that it is false or unknown on null, and its
 * negation says {@code IS NULL OR NOT}. A leaf on a linked record becomes {@code link IN (SELECT id …)}, which can use the
 * indexes on both sides; a deleted record behind a link is as good as none.
 */
final class Conditions {
    /** Beyond this many levels SQLite's parser gives up; nobody writes such a filter by hand. */
    private static final int DEEPEST = 100;

    /** SQLite's planner takes more than linear time: 40,000 alternatives cost 20 seconds. */
    private static final int MOST_PARTS = 3000;

    private final Scope scope;
    private int written;

    Conditions(Scope scope) {
        this.scope = scope;
    }

    /** Appends the condition; true for every record where {@code predicate} is, false or null elsewhere. */
    void write(Sql sql, Predicate predicate) {
        write(sql, predicate, true, 0);
    }

    private void write(Sql sql, Predicate predicate, boolean positive, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("The condition is nested too deeply");
        }
        if (++written > MOST_PARTS) {
            throw new IllegalArgumentException("The condition has too many parts");
        }
        switch (predicate) {
            case Predicate.All _ -> sql.add(positive ? "1" : "0");
            case Predicate.None _ -> sql.add(positive ? "0" : "1");
            case Predicate.Not not -> write(sql, not.part(), !positive, depth + 1);
            case Predicate.And and -> join(sql, and.parts(), positive ? " AND " : " OR ", positive, depth);
            case Predicate.Or or -> join(sql, or.parts(), positive ? " OR " : " AND ", positive, depth);
            case Predicate.Compare c
            when c.op() == Predicate.Op.NE ->
                leaf(sql, c.path(), !positive, new Leaf.Compare(Predicate.Op.EQ, c.value()));
            case Predicate.Compare c -> leaf(sql, c.path(), positive, new Leaf.Compare(c.op(), c.value()));
            case Predicate.IsNull c -> leaf(sql, c.path(), !positive, new Leaf.Present());
            case Predicate.In c -> leaf(sql, c.path(), positive, new Leaf.In(c.values()));
            case Predicate.Text c -> leaf(sql, c.path(), positive, new Leaf.Text(c.op(), c.value()));
            case Predicate.Includes c -> leaf(sql, c.path(), positive, new Leaf.Includes(c.value()));
            case Predicate.CompareFields c -> fields(sql, c, positive);
        }
    }

    /** Balanced with parentheses, since SQLite counts a chain of a thousand ANDs as a thousand levels. */
    private void join(Sql sql, List<Predicate> parts, String word, boolean positive, int depth) {
        switch (parts.size()) {
            case 0 -> sql.add(word.equals(" AND ") ? "1" : "0");
            case 1 -> write(sql, parts.getFirst(), positive, depth + 1);
            default -> {
                int middle = parts.size() / 2;
                sql.add("(");
                join(sql, parts.subList(0, middle), word, positive, depth);
                sql.add(word);
                join(sql, parts.subList(middle, parts.size()), word, positive, depth);
                sql.add(")");
            }
        }
    }

    private void leaf(Sql sql, Predicate.Path path, boolean positive, Leaf leaf) {
        leaf(sql, scope.object, scope.table, "t", path, 0, positive, leaf);
    }

    private void leaf(
            Sql sql,
            CatalogObject object,
            Table table,
            String alias,
            Predicate.Path path,
            int step,
            boolean positive,
            Leaf leaf) {
        String name = path.steps().get(step);
        CatalogField field = object.fields().get(name);
        if (step == path.steps().size() - 1) {
            local(sql, field, table, alias, path, name, positive, leaf);
            return;
        }
        scope.goRemote();
        Column link = table.column(name);
        if (field == null || link == null || link.shape() != Shape.LINK || !field.links()) {
            throw scope.unknown(path, name);
        }
        String column = alias + "." + link.name();
        sql.add(positive ? "(" : "(" + column + " IS NULL OR NOT (");
        List<String> targets = targets(field, path.steps().get(step + 1), path);
        for (int i = 0; i < targets.size(); i++) {
            Table other = scope.schema.find(scope.realm, targets.get(i));
            String inner = "s" + (step + 1);
            sql.add(i > 0 ? " OR " : "")
                    .add(column + " IN (SELECT " + inner + ".id FROM " + other.name() + " AS " + inner + " WHERE "
                            + inner + ".deleted_at IS NULL AND ");
            leaf(sql, scope.realm.catalog().getObject(targets.get(i)), other, inner, path, step + 1, true, leaf);
            sql.add(")");
        }
        if (targets.isEmpty()) {
            sql.add("0");
        }
        sql.add(positive ? ")" : "))");
    }

    /** The link's targets that have storage and know the next step. */
    private List<String> targets(CatalogField link, String next, Predicate.Path path) {
        List<String> targets = new ArrayList<>();
        boolean known = false;
        for (String target : link.targets()) {
            CatalogObject object = scope.realm.catalog().findObject(target).orElse(null);
            known |= object != null && object.fields().containsKey(next);
            if (object != null && object.fields().containsKey(next) && scope.schema.find(scope.realm, object) != null) {
                targets.add(target);
            }
        }
        if (!known) {
            throw scope.unknown(path, next);
        }
        return targets;
    }

    private void local(
            Sql sql,
            CatalogField field,
            Table table,
            String alias,
            Predicate.Path path,
            String name,
            boolean positive,
            Leaf leaf) {
        Column known = table.column(name);
        String column;
        Shape shape;
        if (known != null) {
            scope.asks(alias, known.name());
            column = alias + "." + known.name();
            shape = known.shape();
        } else if (field != null && field.shape() == Shape.GROUP && name.matches("\\w+")) {
            scope.asks(alias, "doc");
            column = "nullif(CAST(" + alias + ".doc AS TEXT) ->> '$." + name + "', '[]')";
            shape = Shape.GROUP;
        } else {
            throw scope.unknown(path, name);
        }
        if (positive) {
            leaf.write(sql, column, shape);
        } else {
            sql.add("(").add(column).add(" IS NULL OR NOT (");
            leaf.write(sql, column, shape);
            sql.add("))");
        }
    }

    private void fields(Sql sql, Predicate.CompareFields compare, boolean positive) {
        Scope.Expr left = scope.expr(compare.left());
        Scope.Expr right = scope.expr(compare.right());
        String a = number(left, right);
        String b = number(right, left);
        boolean equality = compare.op() == Predicate.Op.EQ || compare.op() == Predicate.Op.NE;
        if (!comparable(left.shape(), right.shape())) {
            // Values of different kinds are never equal and have no order; two nulls are equal all the same.
            String same = equality ? "(" + a + " IS NULL AND " + b + " IS NULL)" : "0";
            sql.add(positive == (compare.op() != Predicate.Op.NE) ? same : "NOT " + same);
            return;
        }
        if (equality) {
            boolean same = positive == (compare.op() == Predicate.Op.EQ);
            sql.add(a).add(same ? " IS " : " IS NOT ").add(b);
            return;
        }
        String test = a + Leaf.operator(compare.op()) + b;
        sql.add(positive ? test : "(" + a + " IS NULL OR " + b + " IS NULL OR NOT (" + test + "))");
    }

    /** A whole number beside a decimal is brought to millionths; where that overflows SQLite goes on in floating point. */
    private static String number(Scope.Expr one, Scope.Expr other) {
        return one.shape() == Shape.WHOLE && other.shape() == Shape.DECIMAL
                ? "(" + one.sql() + " * 1000000)"
                : one.sql();
    }

    private static boolean comparable(Shape a, Shape b) {
        return kind(a) == kind(b);
    }

    private static Shape kind(Shape shape) {
        return switch (shape) {
            case TEXT, LINK -> Shape.TEXT;
            case WHOLE, DECIMAL -> Shape.DECIMAL;
            case FLAG, DAY, MOMENT, TIME, MANY, GROUP -> shape;
        };
    }
}
