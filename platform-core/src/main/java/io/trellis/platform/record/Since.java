package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What happened to a record since somebody read it.
 *
 * @param fields that were changed; null where too much happened to tell
 * @param harmless whether nothing came but what nobody writes over: attachments, and values that the platform derived
 */
record Since(Set<String> fields, boolean harmless) {
    private static final int PAGE = 500;
    /** A form that is open while thousands of children are written is told that it is stale. */
    private static final long MOST = 5_000;

    /** @param read the version that was read */
    static Since read(RecordStore store, Realm realm, CatalogObject object, StoredRecord current, long read) {
        long versions = current.version() - read;
        if (read <= 0 || versions <= 0 || versions > MOST) {
            return new Since(null, false);
        }
        Set<String> fields = new HashSet<>();
        boolean harmless = true;
        long before = Long.MAX_VALUE;
        for (long left = versions; left > 0; ) {
            List<RecordStore.ChangeEntry> page =
                    store.changes(realm, object.name(), current.id(), before, (int) Math.min(left, PAGE));
            if (page.isEmpty()) {
                return new Since(fields, false);
            }
            for (RecordStore.ChangeEntry entry : page) {
                before = entry.version();
                if (entry.version() > read) {
                    harmless &= entry.change().kind().equals("updated");
                    collect(entry.change().fields(), fields);
                }
            }
            left -= page.size();
        }
        return new Since(fields, harmless && fields.stream().allMatch(name -> harmless(object, name)));
    }

    private static boolean harmless(CatalogObject object, String name) {
        return name.equals(RecordFiles.ATTACHMENTS)
                || object.findField(name).map(CatalogField::computed).orElse(false);
    }

    private static void collect(byte[] changed, Set<String> fields) {
        RecordDocument.forEachField(
                changed,
                (nameStart, nameEnd, _, _) ->
                        fields.add(new String(changed, nameStart, nameEnd - nameStart, StandardCharsets.UTF_8)));
    }
}
