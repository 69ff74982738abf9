package io.trellis.openapi;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Hands out names that are unique even where case does not count; the first to ask gets the plain one. Not thread-safe. */
final class UniqueNames {
    private final Set<String> taken = new HashSet<>();

    UniqueNames(Collection<String> reserved) {
        reserved.forEach(name -> taken.add(name.toLowerCase(Locale.ROOT)));
    }

    String take(String wanted) {
        String name = wanted;
        for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = wanted + i;
        }
        return name;
    }

    /** {@code visitNote} becomes {@code VisitNote}. */
    static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
