package io.trellis.metadata.catalog;

import io.trellis.metadata.expression.Type;
import io.trellis.metadata.expression.TypeScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;

/** What a filter on the records a field may point to can name: their fields and, behind {@code this}, the pointing record's. */
record FilterScope(TypeScope target, TypeScope self) implements TypeScope {
    /** The name that leads back to the pointing record. */
    static final String THIS = "this";

    @Override
    public Optional<Type> findType(String name) {
        return name.equals(THIS) ? Optional.empty() : target.findType(name);
    }

    @Override
    public Optional<TypeScope> findNext(String name) {
        return name.equals(THIS) ? Optional.of(self) : target.findNext(name);
    }

    @Override
    public Collection<String> names() {
        var names = new ArrayList<>(target.names());
        names.add(THIS);
        return names;
    }
}
