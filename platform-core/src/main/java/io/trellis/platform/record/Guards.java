package io.trellis.platform.record;

import io.trellis.metadata.catalog.Rollup;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.SystemStore;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sees to it that two processes don't gather one parent's children past each other. Where the parent gets a new value its
 * version does that; but a new child that is not the greatest changes no value, while another process may just be looking
 * for the greatest of those that remain. So with such roll-ups every write to a child also writes a small document of the
 * parent's, with the version that was read. Needed only where other processes use the same store.
 */
final class Guards {
    private static final String KIND = "gathered";
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.US_ASCII);

    private final RecordStore store;
    private final Realm realm;
    private final Map<String, SystemStore.Put> documents = new LinkedHashMap<>();

    Guards(RecordStore store, Realm realm) {
        this.store = store;
        this.realm = realm;
    }

    /** Must be called before children are asked. */
    void touch(RollupPlan plan, Draft parent) {
        Rollup.Function function = plan.rollup.function();
        boolean carried = function == Rollup.Function.COUNT || function == Rollup.Function.SUM;
        if (carried && plan.exact() || parent.creating() || !store.shared()) {
            return;
        }
        documents.computeIfAbsent(
                parent.id,
                id -> new SystemStore.Put(
                        KIND,
                        id,
                        store.system()
                                .find(realm.tenant(), KIND, id)
                                .map(SystemStore.Document::version)
                                .orElse(0L),
                        NOTHING));
    }

    List<SystemStore.Put> documents() {
        return List.copyOf(documents.values());
    }
}
