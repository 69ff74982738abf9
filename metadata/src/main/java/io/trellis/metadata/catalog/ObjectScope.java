package io.trellis.metadata.catalog;

import io.trellis.metadata.expression.Type;
import io.trellis.metadata.expression.TypeScope;
import io.trellis.metadata.field.Shape;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * What an expression over a record of an object may name: its fields and, through a lookup of a single object, that
 * object's. A lookup of several objects leads no further, since a store could not follow it; groups are no values to compute
 * with.
 *
 * @param visible which fields have a name at all, here and behind links
 */
record ObjectScope(
        Map<String, CatalogObject> objects, CatalogObject object, BiPredicate<CatalogObject, CatalogField> visible)
        implements TypeScope {
    /** With every field visible, as metadata sees it. */
    ObjectScope(Map<String, CatalogObject> objects, CatalogObject object) {
        this(objects, object, (_, _) -> true);
    }

    @Override
    public Optional<Type> findType(String name) {
        return object.findField(name).filter(this::usable).map(this::type);
    }

    private Type type(CatalogField field) {
        return field.system() && field.name().equals("id")
                ? new Type.Link(List.of(object.name()))
                : field.type().expressionType(field.definition());
    }

    @Override
    public Optional<TypeScope> findNext(String name) {
        return object.findField(name)
                .filter(field -> usable(field)
                        && field.shape() == Shape.LINK
                        && field.targets().size() == 1)
                .map(field -> objects.get(field.targets().getFirst()))
                .map(target -> new ObjectScope(objects, target, visible));
    }

    @Override
    public Collection<String> names() {
        return object.fields().values().stream()
                .filter(this::usable)
                .map(CatalogField::name)
                .toList();
    }

    private boolean usable(CatalogField field) {
        return field.shape() != Shape.GROUP && !field.name().equals("deletedAt") && visible.test(object, field);
    }
}
