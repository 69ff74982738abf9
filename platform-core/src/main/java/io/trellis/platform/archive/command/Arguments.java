package io.trellis.platform.archive.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code --name value} and {@code --flag}, in any order. */
final class Arguments {
    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * @param named options that take a value
     * @param flags options that take none
     * @throws Misuse naming what is wrong
     */
    Arguments(String[] arguments, Set<String> named, Set<String> flags) {
        for (int i = 1; i < arguments.length; i++) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (flags.contains(name)) {
                values.put(name, "");
            } else if (named.contains(name)) {
                if (i + 1 == arguments.length || arguments[i + 1].startsWith("--")) {
                    throw new Misuse("--" + name + " needs a value.");
                }
                values.put(name, arguments[++i]);
            } else {
                throw new Misuse("\"" + arguments[i] + "\" is not an option of " + arguments[0] + ".");
            }
        }
    }

    /** A command that was not written as it should be. */
    static final class Misuse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Misuse(String sentence) {
            super(sentence);
        }
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String get(String name) {
        return find(name).orElseThrow(() -> new Misuse("--" + name + " is missing."));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }
}
