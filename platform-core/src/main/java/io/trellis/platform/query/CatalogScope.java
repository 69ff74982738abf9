package io.trellis.platform.query;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.expression.TypeScope;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.access.Grants;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An object's fields as an expression sees them, through the eyes of one reader: what they may not read has no name, neither
 * here nor behind a link. A link to several objects leads nowhere, for it has no one set of fields.
 *
 * @param grants null for expressions that metadata brings, which see every field
 */
public record CatalogScope(Catalog catalog, CatalogObject object, Grants grants) implements TypeScope {
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
                .filter(field -> usable(field) && field.shape() == Shape.LINK)
                .filter(field -> field.targets().size() == 1)
                .flatMap(field -> catalog.findObject(field.targets().getFirst()))
                .filter(target -> grants == null || Paths.mayRead(grants, target))
                .map(target -> new CatalogScope(catalog, target, grants));
    }

    @Override
    public Collection<String> names() {
        return object.fields().values().stream()
                .filter(this::usable)
                .map(CatalogField::name)
                .toList();
    }

    private boolean usable(CatalogField field) {
        return field.shape() != Shape.GROUP
                && (!field.system() || !field.name().equals("deletedAt"))
                && (grants == null || grants.mayRead(object.name(), field.name()));
    }
}
