package io.trellis.metadata.expression;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The names an expression may use and their types: usually the readable fields of one object. */
public interface TypeScope {

    /** The type of a field, or empty when there is none of that name. */
    Optional<Type> findType(String name);

    /** The scope behind a field that leads further (a link to one object, or a group), or empty. */
    Optional<TypeScope> findNext(String name);

    /** All names, for suggestions. */
    Collection<String> names();

    /** Whether the record as it was before is known, so that ISCHANGED, PRIORVALUE and ISNEW mean something. */
    default boolean knowsBefore() {
        return false;
    }

    /** The same names where the record as it was before is known. */
    default TypeScope withBefore() {
        TypeScope names = this;
        return new TypeScope() {
            @Override
            public Optional<Type> findType(String name) {
                return names.findType(name);
            }

            @Override
            public Optional<TypeScope> findNext(String name) {
                return names.findNext(name);
            }

            @Override
            public Collection<String> names() {
                return names.names();
            }

            @Override
            public boolean knowsBefore() {
                return true;
            }
        };
    }

    /** Without any name: for expressions of constants only. */
    static TypeScope empty() {
        return of(Map.of());
    }

    /** A scope of fixed names; {@code "account.industry"} makes {@code account} lead further. */
    static TypeScope of(Map<String, Type> types) {
        Map<String, Type> own = new LinkedHashMap<>();
        Map<String, Map<String, Type>> next = new LinkedHashMap<>();
        types.forEach((path, type) -> {
            int dot = path.indexOf('.');
            if (dot < 0) {
                own.put(path, type);
            } else {
                next.computeIfAbsent(path.substring(0, dot), _ -> new LinkedHashMap<>())
                        .put(path.substring(dot + 1), type);
            }
        });
        return new TypeScope() {
            @Override
            public Optional<Type> findType(String name) {
                return Optional.ofNullable(own.get(name));
            }

            @Override
            public Optional<TypeScope> findNext(String name) {
                return Optional.ofNullable(next.get(name)).map(TypeScope::of);
            }

            @Override
            public Collection<String> names() {
                return own.keySet();
            }
        };
    }
}
