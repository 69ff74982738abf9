package io.trellis.platform.search.index;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.jobs.Jobs;
import io.trellis.platform.record.RecordIds;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/**
 * Builds an object's documents beside those that serve: a new generation is noted, filled page by page while the feed writes to both,
 * and serves once it is complete. One that a crash left half-filled is never served and goes with the next. Thread-safe.
 */
@Component
final class Building {
    private static final int PAGE = 250;
    /** Other nodes know a note at the latest after this. */
    private static final Duration KNOWN = Duration.ofSeconds(2);
    /** A question under way still reads what served before. */
    private static final Duration ANSWERED = Duration.ofMillis(200);

    private final IndexKeeper keeper;
    private final RecordStore store;
    private final Jobs jobs;
    /** Records written so far, by the note's name. */
    private final Map<String, Long> progress = new ConcurrentHashMap<>();

    private volatile boolean stopped;

    /** The process is stopping, or somebody else builds the same object now. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("stopped", null, false, false);
        }
    }

    Building(IndexKeeper keeper, RecordStore store, Jobs jobs) {
        this.jobs = jobs;
        this.keeper = keeper;
        this.store = store;
    }

    void stop() {
        stopped = true;
    }

    /** Records that the building under way has written, or -1 when there is none on this node. */
    long progress(String noteName) {
        return progress.getOrDefault(noteName, -1L);
    }

    /** Builds what is missing of an object; does nothing where all is there. */
    void ensure(Realm realm, CatalogObject object) {
        Indexed indexed = keeper.indexed(realm, object);
        String name = IndexKeeper.noteName(realm, object);
        ObjectNote note = keeper.note(keeper.index().view(), realm, object);
        if (!indexed.searchable()) {
            if (!note.equals(ObjectNote.NOTHING)) {
                keeper.change(name, _ -> ObjectNote.NOTHING);
                keeper.index().dropAll(name);
            }
        } else if (note.serving() == null || !indexed.fits(note.serving())) {
            build(realm, object, _ -> {});
        } else if (note.building() != null && orphaned(realm, name)) {
            discard(name, note.building());
        }
    }

    /** Whether nobody is busy with a generation: a process that was killed left it. */
    private boolean orphaned(Realm realm, String name) {
        return !progress.containsKey(name)
                && (!keeper.index().shared()
                        || jobs.list(realm.tenant(), RebuildJob.KIND).stream()
                                .allMatch(job -> job.state().finished()));
    }

    /** Gives a generation up, unless it serves already. */
    private void discard(String name, Generation building) {
        boolean[] given = {false};
        keeper.change(name, note -> {
            given[0] = building.equals(note.building());
            return given[0] ? new ObjectNote(note.serving(), null) : note;
        });
        if (given[0]) {
            keeper.index().drop(Set.of(IndexKeeper.partition(name, building)));
        }
    }

    /**
     * Builds all of an object.
     *
     * @param written told after each page how many records there are so far; may throw to stop
     */
    void build(Realm realm, CatalogObject object, LongConsumer written) {
        Indexed indexed = keeper.indexed(realm, object);
        if (!indexed.searchable()) {
            return;
        }
        String name = IndexKeeper.noteName(realm, object);
        Generation next = indexed.generation(RecordIds.next("g"));
        progress.put(name, 0L);
        Set<String> left = new HashSet<>();
        keeper.change(name, note -> {
            if (note.building() != null) {
                left.add(IndexKeeper.partition(name, note.building()));
            }
            return new ObjectNote(note.serving(), next);
        });
        if (!left.isEmpty()) {
            keeper.index().drop(left);
        }
        try {
            if (keeper.index().shared()) {
                pause(KNOWN);
            }
            fill(realm, object, indexed, name, next, written);
            swap(name, next);
        } catch (RuntimeException stopping) {
            discard(name, next);
            throw stopping;
        } finally {
            progress.remove(name);
        }
    }

    private void fill(
            Realm realm, CatalogObject object, Indexed indexed, String name, Generation next, LongConsumer written) {
        var sort = List.of(new RecordQuery.Sort(Predicate.Path.of("id"), false));
        String[] after = {null};
        long[] count = {0};
        do {
            if (stopped) {
                throw new Stopped();
            }
            keeper.fill(name, next, indexed, () -> {
                RecordQuery.Page page = store.list(
                        realm, object.name(), new RecordQuery(new Predicate.All(), sort, after[0], 0, PAGE, false));
                after[0] = page.next();
                List<StoredRecord> records = page.records();
                count[0] += records.size();
                return records;
            });
            progress.put(name, count[0]);
            written.accept(count[0]);
        } while (after[0] != null);
    }

    /** Lets the new generation serve, unless another building has begun meanwhile; what it replaces goes a moment later. */
    private void swap(String name, Generation next) {
        keeper.index().flush();
        Set<String> old = new HashSet<>();
        ObjectNote after = keeper.change(name, note -> {
            if (note.building() == null || !note.building().id().equals(next.id())) {
                return note;
            }
            if (note.serving() != null) {
                old.add(IndexKeeper.partition(name, note.serving()));
            }
            return new ObjectNote(next, null);
        });
        if (!next.equals(after.serving())) {
            keeper.index().drop(Set.of(IndexKeeper.partition(name, next)));
        } else if (!old.isEmpty()) {
            pause(keeper.index().shared() ? KNOWN : ANSWERED);
            keeper.index().drop(old);
        }
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }
}
