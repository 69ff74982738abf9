package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.ObjectDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Gives objects without an id prefix one: the first letters of the name, with a number where that is taken. */
final class Prefixes {
    private Prefixes() {}

    static List<ObjectDefinition> complete(List<ObjectDefinition> objects) {
        var taken = new HashSet<String>();
        objects.forEach(object -> taken.add(object.prefix()));
        return objects.stream()
                .map(object -> object.prefix() == null ? object.withPrefix(derive(object.name(), taken)) : object)
                .toList();
    }

    private static String derive(String name, Set<String> taken) {
        String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String stem = letters.length() < 2 ? "ob" : letters.substring(0, Math.min(5, letters.length()));
        String prefix = stem;
        for (int i = 2; !taken.add(prefix); i++) {
            prefix = stem + i;
        }
        return prefix;
    }
}
