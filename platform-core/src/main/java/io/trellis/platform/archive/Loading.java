package io.trellis.platform.archive;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.TenantSnapshot.Counter;
import io.trellis.platform.store.TenantSnapshot.HistoryEntry;
import io.trellis.platform.store.TenantSnapshot.KeptDocument;
import io.trellis.platform.tenant.Tenant;
import io.trellis.platform.tenant.TenantState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes a tenant of a store that nobody works in equal to a content, writing only what is not there yet. That is what makes it resumable: a
 * run that was killed left a part of the content, and the next one finds that part and goes on. Single-threaded.
 */
final class Loading {
    private static final int BATCH_LINES = 1_000;
    private static final long BATCH_BYTES = 4L * 1024 * 1024;

    private final RecordStore store;
    private final BlobStore blobs;
    private final String name;
    private final TenantContent source;
    private final Kept kept;
    private final Realm realm;
    private final Tenant target;
    private final Progress progress;
    /** The target's, from when its metadata has been loaded: it is looked at for every section, and compiling takes long. */
    private Catalog loaded;

    /**
     * @param target name of the tenant that is loaded
     * @param name what it will be called; its files are put there at once, where nothing knows them yet
     */
    Loading(
            RecordStore store,
            BlobStore blobs,
            TenantContent source,
            String target,
            String name,
            Kept kept,
            Progress progress) {
        this.store = store;
        this.blobs = blobs;
        this.name = name;
        this.source = source;
        this.kept = kept;
        this.realm = new Realm(target, source.catalog());
        this.target = source.tenant().as(target, TenantState.CLOSED);
        this.progress = progress;
    }

    /** Loads all but what lets people in. */
    void run() {
        load(Section.of(Section.Kind.DOCUMENTS));
        try (StoreContent present = target()) {
            loaded = present.catalog();
        }
        for (CatalogObject object : realm.catalog().objects()) {
            store.prepare(realm, object);
        }
        for (Section section : source.sections()) {
            switch (section.kind()) {
                case RECORDS, HISTORY, AUDIT, COUNTERS -> load(section);
                case BLOBS -> loadBlobs();
                case DOCUMENTS, CREDENTIALS -> {
                    // The first are there already; the last come when all else has been verified.
                }
            }
        }
    }

    /** The target as it is now. */
    StoreContent target() {
        return new StoreContent(store.snapshot(target.name()), blobs, name, target, kept, loaded);
    }

    /** Files that are there are left: no file ever changes, and none is there in part. */
    void loadBlobs() {
        long done = 0;
        try (Blobs all = source.openBlobs()) {
            for (BlobEntry blob = all.next(); blob != null; blob = all.next()) {
                long size = blob.size();
                if (blobs.find(name, blob.name())
                        .filter(there -> there.size() == size)
                        .isEmpty()) {
                    blobs.put(name, blob.name(), all.content(), size);
                }
                progress.done(Section.of(Section.Kind.BLOBS).part(), ++done);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("A file can't be read", failure);
        }
    }

    void load(Section section) {
        boolean begun;
        try (StoreContent present = target();
                Lines lines = present.open(section)) {
            begun = lines.next() != null;
        }
        if (begun) {
            // First away with what must not be there: its unique values may be those of others by now.
            clear(section);
        }
        add(section, begun);
    }

    private void clear(Section section) {
        List<Line> stale = new ArrayList<>();
        try (StoreContent present = target();
                Lines wanted = source.open(section);
                Lines there = present.open(section)) {
            Merge.run(wanted, there, new Merge.Sink() {
                @Override
                public void onlyFirst(Line line) {
                    // comes with the adding
                }

                @Override
                public void onlySecond(Line line) {
                    stale.add(line);
                    if (stale.size() >= BATCH_LINES) {
                        remove(section, stale);
                        stale.clear();
                    }
                }

                @Override
                public void different(Line first, Line second) {
                    onlySecond(second);
                }
            });
        }
        if (!stale.isEmpty()) {
            remove(section, stale);
        }
    }

    private void add(Section section, boolean begun) {
        var batch = new ArrayList<Line>();
        long[] bytes = {0};
        long[] done = {0};
        try (Lines wanted = source.open(section);
                Lines there = begun ? new Present(this, section) : Lines.NONE) {
            Merge.run(wanted, there, new Merge.Sink() {
                @Override
                public void onlyFirst(Line line) {
                    batch.add(line);
                    bytes[0] += line.bytes().length;
                    if (batch.size() >= BATCH_LINES || bytes[0] >= BATCH_BYTES) {
                        put(section, batch);
                        batch.clear();
                        bytes[0] = 0;
                    }
                    same(line);
                }

                @Override
                public void onlySecond(Line line) {
                    throw new IllegalStateException("It was removed a moment ago: " + section.part());
                }

                @Override
                public void different(Line first, Line second) {
                    onlySecond(second);
                }

                @Override
                public void same(Line line) {
                    progress.done(section.part(), ++done[0]);
                }
            });
        }
        if (!batch.isEmpty()) {
            put(section, batch);
        }
    }

    private void put(Section section, List<Line> lines) {
        try {
            switch (section.kind()) {
                case DOCUMENTS, AUDIT, CREDENTIALS ->
                    store.system()
                            .write(
                                    realm.tenant(),
                                    values(lines, KeptDocument.class).stream()
                                            .map(document -> new SystemStore.Put(
                                                    document.kind(), document.key(), -1, document.json()))
                                            .toList());
                case RECORDS -> store.loader().putRecords(realm, section.object(), values(lines, StoredRecord.class));
                case HISTORY -> store.loader().putHistory(realm, values(lines, HistoryEntry.class));
                case COUNTERS -> store.loader().putCounters(realm.tenant(), values(lines, Counter.class));
                case BLOBS -> throw new IllegalStateException("not lines");
            }
        } catch (StoreException.DuplicateKey duplicate) {
            throw ArchiveProblems.refused(
                    "ARCHIVE_DUPLICATE",
                    Map.of("object", duplicate.object, "id", duplicate.id, "fields", duplicate.fields));
        } catch (IllegalArgumentException misfit) {
            throw ArchiveProblems.refused(
                    "ARCHIVE_VALUE_INVALID",
                    Map.of("part", section.part(), "reason", String.valueOf(misfit.getMessage())));
        }
    }

    private void remove(Section section, List<Line> lines) {
        switch (section.kind()) {
            case DOCUMENTS, AUDIT, CREDENTIALS ->
                store.system()
                        .write(
                                realm.tenant(),
                                values(lines, KeptDocument.class).stream()
                                        .map(document -> new SystemStore.Put(document.kind(), document.key(), -1, null))
                                        .toList());
            case RECORDS ->
                store.loader()
                        .removeRecords(
                                realm,
                                section.object(),
                                values(lines, StoredRecord.class).stream()
                                        .map(StoredRecord::id)
                                        .toList());
            case HISTORY ->
                store.loader()
                        .removeHistory(
                                realm,
                                values(lines, HistoryEntry.class).stream()
                                        .map(HistoryEntry::record)
                                        .distinct()
                                        .toList());
            case COUNTERS ->
                store.loader()
                        .removeCounters(
                                realm.tenant(),
                                values(lines, Counter.class).stream()
                                        .map(Counter::name)
                                        .toList());
            case BLOBS -> throw new IllegalStateException("not lines");
        }
    }

    private static <T> List<T> values(List<Line> lines, Class<T> type) {
        return lines.stream().map(line -> type.cast(line.value())).toList();
    }
}
