package io.trellis.platform.search.index;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.search.engine.SearchDocument;
import io.trellis.platform.search.engine.SearchIndex;
import io.trellis.platform.search.engine.SearchIndex.Removal;
import io.trellis.platform.search.engine.View;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import io.trellis.platform.store.RecordStore.OutboxRange;
import io.trellis.platform.store.StoredRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes records into the index. Whoever writes reads the records' present state and hands it to the engine under one lock, so that
 * between the feed and a building the later write has the later state; between nodes the engine compares versions. Thread-safe.
 */
@Component
final class IndexKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);
    private static final int PORTION_BYTES = 200_000;

    private final SearchIndex index;
    private final RecordStore store;
    private final Catalogs catalogs;
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<CatalogObject, Indexed> indexed = new ConcurrentHashMap<>();

    IndexKeeper(SearchIndex index, RecordStore store, Catalogs catalogs) {
        this.index = index;
        this.store = store;
        this.catalogs = catalogs;
    }

    SearchIndex index() {
        return index;
    }

    /** What is indexed of an object of the catalog in force. */
    Indexed indexed(Realm realm, CatalogObject object) {
        Indexed known = indexed.get(object);
        if (known == null) {
            if (indexed.size() > 5_000) {
                indexed.clear();
            }
            known = Indexed.of(realm.catalog(), object);
            indexed.put(object, known);
        }
        return known;
    }

    /** Row scopes may have changed without the object. */
    void forgetFields() {
        indexed.clear();
    }

    static String noteName(Realm realm, CatalogObject object) {
        return ObjectNote.name(realm.tenant(), object.definition().id());
    }

    static String partition(String noteName, Generation generation) {
        return noteName + "/" + generation.id();
    }

    ObjectNote note(View view, Realm realm, CatalogObject object) {
        return ObjectNote.find(view.notes(), noteName(realm, object));
    }

    /**
     * Sees whether the index goes on from where it is, and empties it where it can't: another store's, an older copy's, or one that
     * missed events which are gone.
     *
     * @return whether everything has to be built
     */
    boolean begin() {
        String installation = Installation.id(store.system());
        writing.lock();
        try {
            View view = index.view();
            OutboxRange range = store.outboxRange();
            boolean own = installation.equals(view.notes().get(Installation.NOTE));
            boolean reaches = index.shared() || view.position() >= range.trimmed() && view.position() <= range.newest();
            if (own && reaches) {
                return false;
            }
            LOG.info("The search index is built anew{}", own ? ": it has missed events" : "");
            index.reset(range.newest(), Map.of(Installation.NOTE, installation));
            return true;
        } finally {
            writing.unlock();
        }
    }

    /** Whether the index has been emptied behind our back, after damage or by an administrator of the engine. */
    boolean emptied() {
        return !index.view().notes().containsKey(Installation.NOTE);
    }

    /** Which objects of a batch are indexed: events of others have nothing to do. */
    private record Touched(Realm realm, Map<CatalogObject, Set<String>> ids, Map<String, Long> versions) {}

    /**
     * Brings the index up to the last of the events.
     *
     * @param unknown told of objects that should be indexed and are not yet
     */
    void feed(List<OutboxEvent> events, BiConsumer<Realm, CatalogObject> unknown) {
        Map<String, Touched> byTenant = new HashMap<>();
        for (OutboxEvent event : events) {
            Touched touched = byTenant.computeIfAbsent(event.tenant(), this::touched);
            if (touched.realm() != null) {
                touched.realm()
                        .catalog()
                        .findObject(event.object())
                        .or(() -> touched.realm().catalog().findObjectOfId(event.id()))
                        .filter(object -> indexed(touched.realm(), object).searchable())
                        .ifPresent(object -> {
                            touched.ids()
                                    .computeIfAbsent(object, _ -> new LinkedHashSet<>())
                                    .add(event.id());
                            touched.versions().merge(event.id(), event.version(), Math::max);
                        });
            }
        }
        writing.lock();
        try {
            View view = index.view();
            List<Removal> removals = new ArrayList<>();
            for (Touched touched : byTenant.values()) {
                touched.ids().forEach((object, ids) -> {
                    String name = noteName(touched.realm(), object);
                    List<Generation> generations =
                            ObjectNote.find(view.notes(), name).generations();
                    if (generations.isEmpty()) {
                        unknown.accept(touched.realm(), object);
                    } else {
                        write(touched, object, ids, generations, name, removals);
                    }
                });
            }
            index.write(List.of(), removals, events.getLast().position());
        } finally {
            writing.unlock();
        }
    }

    private Touched touched(String tenant) {
        Realm realm = null;
        try {
            realm = new Realm(tenant, catalogs.current(tenant));
        } catch (io.trellis.platform.problem.ProblemException gone) {
            LOG.debug("Events of {} are left out: {}", tenant, gone.code());
        }
        return new Touched(realm, new HashMap<>(), new HashMap<>());
    }

    private void write(
            Touched touched,
            CatalogObject object,
            Set<String> ids,
            List<Generation> generations,
            String name,
            List<Removal> removals) {
        Map<String, StoredRecord> live = new HashMap<>();
        Map<String, Long> versions = new HashMap<>();
        for (StoredRecord record : store.findAll(touched.realm(), object.name(), ids)) {
            versions.put(record.id(), record.version());
            if (!record.system().deleted()) {
                live.put(record.id(), record);
            }
        }
        for (Generation generation : generations) {
            String partition = partition(name, generation);
            write(partition, generation, indexed(touched.realm(), object), live.values(), true);
            for (String id : ids) {
                if (!live.containsKey(id)) {
                    removals.add(new Removal(
                            partition,
                            id,
                            Math.max(
                                    versions.getOrDefault(id, 0L),
                                    touched.versions().get(id))));
                }
            }
        }
    }

    /**
     * In portions, as the tokens of a long text take a hundred times its length.
     *
     * @param known whether most of them are there already
     */
    private void write(
            String partition, Generation generation, Indexed indexed, Collection<StoredRecord> records, boolean known) {
        List<SearchDocument> documents = new ArrayList<>();
        int bytes = 0;
        for (StoredRecord record : records) {
            var maker = new DocumentMaker(generation, indexed, record);
            if (known && maker.held(index, partition)) {
                continue;
            }
            documents.add(maker.document(partition));
            bytes += record.doc().length;
            if (bytes > PORTION_BYTES) {
                index.write(documents, List.of(), -1);
                documents.clear();
                bytes = 0;
            }
        }
        if (!documents.isEmpty()) {
            index.write(documents, List.of(), -1);
        }
    }

    /** Gives records as they are now, to be written to one generation. */
    interface Page {
        List<StoredRecord> read();
    }

    /** Reads and writes records of a generation that is being built. */
    void fill(String name, Generation generation, Indexed indexed, Page page) {
        writing.lock();
        try {
            write(partition(name, generation), generation, indexed, page.read(), false);
        } finally {
            writing.unlock();
        }
    }

    /** Removes a tenant's documents and what is noted of them. */
    void forgetTenant(String tenant) {
        for (String name : index.view().notes().keySet()) {
            if (name.startsWith(tenant + "/")) {
                change(name, _ -> ObjectNote.NOTHING);
            }
        }
        index.dropAll(tenant);
    }

    /** Changes what is noted of an object, seeing what is noted now. */
    ObjectNote change(String name, UnaryOperator<ObjectNote> change) {
        writing.lock();
        try {
            ObjectNote before = ObjectNote.find(index.view().notes(), name);
            ObjectNote after = change.apply(before);
            if (!after.equals(before)) {
                Map<String, String> notes = new HashMap<>();
                notes.put(name, after.equals(ObjectNote.NOTHING) ? null : after.json());
                index.note(notes);
            }
            return after;
        } finally {
            writing.unlock();
        }
    }
}
