package io.trellis.platform.query;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.expression.TypeScope;
import io.trellis.platform.access.Grants;
import java.util.Collection;
import java.util.Optional;

/**
 * An object's fields as an expression sees them, through the eyes of one reader: what they may not read has no name, neither
 * here nor behind a link. A link to several objects leads nowhere, for it has no one set of fields.
 */
record CatalogScope(Catalog catalog, CatalogObject object, Grants grants) implements TypeScope {
    @Override
    public Optional<Type> findType(String name) {
        return object.findField(name)
                .filter(field -> grants.mayRead(object.name(), name))
                .map(field -> field.type().expressionType(field.definition()));
    }

    @Override
    public Optional<TypeScope> findNext(String name) {
        return object.findField(name)
                .filter(field ->
                        grants.mayRead(object.name(), name) && field.targets().size() == 1)
                .flatMap(field -> catalog.findObject(field.targets().getFirst()))
                .filter(target -> Paths.mayRead(grants, target))
                .map(target -> new CatalogScope(catalog, target, grants));
    }

    @Override
    public Collection<String> names() {
        return object.fields().values().stream()
                .map(CatalogField::name)
                .filter(name -> grants.mayRead(object.name(), name))
                .toList();
    }
}
