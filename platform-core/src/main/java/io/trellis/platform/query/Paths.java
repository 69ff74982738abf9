package io.trellis.platform.query;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.Predicate.Path;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.access.Grants;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** Field paths, checked against the catalog and one reader's rights, and the row scopes that lie on their way. */
final class Paths {
    /** Steps through links that a question may take; each is a join. */
    static final int MAX_STEPS = 3;

    private Paths() {}

    /** Whether any record of the object may be read at all. */
    static boolean mayRead(Grants grants, CatalogObject object) {
        return !(grants.scope(object.name(), Grants.Action.READ) instanceof Predicate.None);
    }

    /** The fields that have a name for a reader. */
    static BiPredicate<CatalogObject, CatalogField> visible(Grants grants) {
        return (object, field) -> mayRead(grants, object) && grants.mayRead(object.name(), field.name());
    }

    /** The field a path ends at; null when there is none for this reader. */
    static CatalogField find(Catalog catalog, CatalogObject object, Grants grants, Path path) {
        if (path.steps().size() > MAX_STEPS) {
            return null;
        }
        CatalogObject at = object;
        CatalogField field = null;
        for (int step = 0; step < path.steps().size(); step++) {
            if (step > 0) {
                if (field.targets().size() != 1 || field.shape() != Shape.LINK) {
                    return null;
                }
                at = catalog.findObject(field.targets().getFirst()).orElse(null);
                if (at == null || !mayRead(grants, at)) {
                    return null;
                }
            }
            String name = path.steps().get(step);
            field = at.fields().get(name);
            if (field == null || !grants.mayRead(at.name(), name)) {
                return null;
            }
        }
        return field;
    }

    /**
     * The row scopes of every record a path leads through, seen from its beginning; All when the reader sees all of them. A
     * condition behind a link holds only where these do, so that nothing can be learnt of a record that can't be read.
     */
    static Predicate sight(Catalog catalog, CatalogObject object, Grants grants, Path path) {
        List<Predicate> scopes = new ArrayList<>();
        CatalogObject at = object;
        for (int step = 1; step < path.steps().size(); step++) {
            CatalogField field = at.fields().get(path.steps().get(step - 1));
            if (field == null || field.targets().size() != 1) {
                break;
            }
            at = catalog.getObject(field.targets().getFirst());
            scopes.add(under(path.steps().subList(0, step), grants.scope(at.name(), Grants.Action.READ)));
        }
        return Predicate.and(scopes);
    }

    /** A condition on a linked record as one on the record that links to it. */
    static Predicate under(List<String> prefix, Predicate predicate) {
        return rename(predicate, path -> {
            List<String> steps = new ArrayList<>(prefix);
            steps.addAll(path.steps());
            return new Path(steps);
        });
    }

    private static Predicate rename(Predicate predicate, UnaryOperator<Path> name) {
        return switch (predicate) {
            case Predicate.All all -> all;
            case Predicate.None none -> none;
            case Predicate.And and ->
                new Predicate.And(
                        and.parts().stream().map(part -> rename(part, name)).toList());
            case Predicate.Or or ->
                new Predicate.Or(
                        or.parts().stream().map(part -> rename(part, name)).toList());
            case Predicate.Not not -> new Predicate.Not(rename(not.part(), name));
            case Predicate.Compare c -> new Predicate.Compare(name.apply(c.path()), c.op(), c.value());
            case Predicate.IsNull isNull -> new Predicate.IsNull(name.apply(isNull.path()));
            case Predicate.In in -> new Predicate.In(name.apply(in.path()), in.values());
            case Predicate.Text text -> new Predicate.Text(name.apply(text.path()), text.op(), text.value());
            case Predicate.Includes includes -> new Predicate.Includes(name.apply(includes.path()), includes.value());
            case Predicate.CompareFields c ->
                new Predicate.CompareFields(name.apply(c.left()), c.op(), name.apply(c.right()));
        };
    }

    /** The same condition, where every part that looks behind a link is false for records the reader can't see there. */
    static Predicate masked(Catalog catalog, CatalogObject object, Grants grants, Predicate predicate) {
        return switch (predicate) {
            case Predicate.All all -> all;
            case Predicate.None none -> none;
            case Predicate.And and ->
                Predicate.and(and.parts().stream()
                        .map(part -> masked(catalog, object, grants, part))
                        .toList());
            case Predicate.Or or ->
                Predicate.or(or.parts().stream()
                        .map(part -> masked(catalog, object, grants, part))
                        .toList());
            case Predicate.Not not -> Predicate.not(masked(catalog, object, grants, not.part()));
            case Predicate.Compare c ->
                c.op() == Predicate.Op.NE
                        ? emptyOrSeen(catalog, object, grants, c, c.path())
                        : seen(catalog, object, grants, c, c.path());
            case Predicate.IsNull c -> emptyOrSeen(catalog, object, grants, c, c.path());
            case Predicate.In c -> seen(catalog, object, grants, c, c.path());
            case Predicate.Text c -> seen(catalog, object, grants, c, c.path());
            case Predicate.Includes c -> seen(catalog, object, grants, c, c.path());
            case Predicate.CompareFields c ->
                Predicate.and(
                        emptyOrSeen(catalog, object, grants, c, c.left()),
                        emptyOrSeen(catalog, object, grants, c, c.right()));
        };
    }

    private static Predicate seen(
            Catalog catalog, CatalogObject object, Grants grants, Predicate condition, Path path) {
        return path.isRemote() ? Predicate.and(condition, sight(catalog, object, grants, path)) : condition;
    }

    /** For conditions that hold of null: a link that is empty hides nothing, what lies behind it is null for everybody. */
    private static Predicate emptyOrSeen(
            Catalog catalog, CatalogObject object, Grants grants, Predicate condition, Path path) {
        return path.isRemote() ? Predicate.and(condition, visible(catalog, object, grants, path)) : condition;
    }

    /** The link a path begins with is empty, or leads to records the reader sees. */
    static Predicate visible(Catalog catalog, CatalogObject object, Grants grants, Path path) {
        return Predicate.or(
                sight(catalog, object, grants, path),
                new Predicate.IsNull(new Path(path.steps().subList(0, 1))));
    }
}
