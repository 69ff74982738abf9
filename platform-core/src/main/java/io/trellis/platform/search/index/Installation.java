package io.trellis.platform.search.index;

import io.trellis.platform.record.RecordIds;
import io.trellis.platform.store.SystemStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A word of its own for every store, made once, so that an index that was made over another one is not believed. */
public final class Installation {
    /** Under this name an index notes whose records it holds. */
    static final String NOTE = "installation";

    private Installation() {}

    /** Lower case letters, digits and hyphens. */
    public static String id(SystemStore system) {
        return find(system).orElseGet(() -> make(system));
    }

    private static String make(SystemStore system) {
        String made = RecordIds.next("i").toLowerCase(Locale.ROOT).replace('_', '-');
        system.write("", List.of(new SystemStore.Put("search", NOTE, 0, made.getBytes(StandardCharsets.UTF_8))));
        return find(system).orElse(made);
    }

    private static Optional<String> find(SystemStore system) {
        return system.find("", "search", NOTE).map(kept -> new String(kept.json(), StandardCharsets.UTF_8));
    }
}
