package io.trellis.rules.duplicate;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogDiff;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.jobs.Job;
import io.trellis.platform.jobs.JobRun;
import io.trellis.platform.jobs.JobRunner;
import io.trellis.platform.jobs.Jobs;
import io.trellis.platform.publish.CatalogListener;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.KeyClaim;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Has records that were there before a rule found by it: once a publish compares what was not compared before, a job files every record
 * of the object, those in the recycle bin too, as they may come back. Records written meanwhile file themselves. Doing it twice does no
 * harm. What is no longer compared is removed.
 */
@Component
final class KeyFilling implements JobRunner, CatalogListener {
    static final String KIND = "duplicateKeys";
    private static final int CHUNK = 500;

    private final DuplicateBook book;
    private final RecordStore store;
    private final Catalogs catalogs;
    private final Access access;
    private final Jobs jobs;

    KeyFilling(DuplicateBook book, RecordStore store, Catalogs catalogs, Access access, Jobs jobs) {
        this.book = book;
        this.store = store;
        this.catalogs = catalogs;
        this.access = access;
        this.jobs = jobs;
    }

    /** Ids of the indexes that hold every record of their object. */
    Set<String> filled(String tenant) {
        return store.system().list(tenant, MatchIndex.FILLED).stream()
                .map(SystemStore.Document::key)
                .collect(Collectors.toSet());
    }

    private static Set<String> ids(DuplicateBook.Book book) {
        Set<String> ids = new LinkedHashSet<>();
        book.indexes().values().forEach(some -> some.forEach(index -> ids.add(index.id())));
        return ids;
    }

    @Override
    public void published(Realm realm, CatalogDiff diff) {
        Set<String> wanted = ids(book.of(realm.catalog()));
        Set<String> filled = filled(realm.tenant());
        if (!wanted.equals(filled)) {
            Actor actor = access.systemActor(realm.tenant(), "duplicates");
            String id = Jobs.nextId("job");
            jobs.draft(actor, id, KIND, Map.of("catalog", realm.catalog().version()));
            jobs.start(realm.tenant(), id);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Retry retry() {
        return new Retry(6, Duration.ofSeconds(10), Duration.ofMinutes(10));
    }

    @Override
    public void run(JobRun run) {
        Job job = run.job();
        String tenant = job.tenant();
        // The node that runs this may not have heard of the publish yet.
        Catalog catalog = job.data().get("catalog") instanceof Number version
                ? catalogs.current(tenant, version.longValue())
                : catalogs.current(tenant);
        DuplicateBook.Book all = book.of(catalog);
        Set<String> filled = filled(tenant);
        Realm realm = new Realm(tenant, catalog);
        for (Map.Entry<String, List<MatchIndex>> entry : all.indexes().entrySet()) {
            List<MatchIndex> missing = entry.getValue().stream()
                    .filter(index -> !filled.contains(index.id()))
                    .toList();
            if (!missing.isEmpty()) {
                fill(run, realm, catalog.getObject(entry.getKey()), missing);
            }
        }
        // A publish since may compare again what this catalog does not.
        Set<String> wanted = ids(book.of(catalogs.current(tenant)));
        filled.stream().filter(id -> !wanted.contains(id)).forEach(id -> remove(run, tenant, id));
    }

    /** Page by page; which object and how far is the checkpoint. */
    private void fill(JobRun run, Realm realm, CatalogObject object, List<MatchIndex> indexes) {
        for (boolean deleted : List.of(false, true)) {
            String part = object.name() + (deleted ? "/deleted" : "");
            String after = part.equals(run.job().text("part")) ? run.job().text("after") : null;
            do {
                var query = new RecordQuery(new Predicate.All(), List.of(), after, 0, CHUNK, deleted);
                RecordQuery.Page page = store.list(realm, object.name(), query);
                file(realm.tenant(), object, indexes, page.records());
                after = page.next();
                String cursor = after;
                run.checkpoint(now -> now.with("part", part)
                        .with("after", cursor)
                        .withProgress(-1, now.processed() + page.records().size(), Map.of()));
            } while (after != null);
        }
        byte[] nothing = {'{', '}'};
        store.system()
                .write(
                        realm.tenant(),
                        indexes.stream()
                                .map(index -> new SystemStore.Put(MatchIndex.FILLED, index.id(), -1, nothing))
                                .toList());
    }

    /** The writers of records claim the same documents: whoever comes second starts again. */
    private void file(String tenant, CatalogObject object, List<MatchIndex> indexes, List<StoredRecord> records) {
        Map<String, Set<String>> ids = new LinkedHashMap<>();
        // Newest ids last, as they come when records are written.
        for (StoredRecord record : records.reversed()) {
            for (MatchIndex index : indexes) {
                String key = KeySearch.key(index, object, record);
                if (key != null) {
                    ids.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(record.id());
                }
            }
        }
        List<String> keys = List.copyOf(ids.keySet());
        for (int from = 0; from < keys.size(); from += CHUNK) {
            List<String> some = keys.subList(from, Math.min(keys.size(), from + CHUNK));
            while (!store.system().write(tenant, puts(tenant, some, ids))) {
                Thread.onSpinWait();
            }
        }
    }

    private List<SystemStore.Put> puts(String tenant, List<String> keys, Map<String, Set<String>> ids) {
        Map<String, SystemStore.Document> known = new LinkedHashMap<>();
        store.system().findAll(tenant, MatchIndex.KEYS, keys).forEach(document -> known.put(document.key(), document));
        List<SystemStore.Put> puts = new ArrayList<>(keys.size());
        for (String key : keys) {
            SystemStore.Document document = known.get(key);
            List<String> there = document == null ? List.of() : KeyClaim.read(document);
            Set<String> all = new LinkedHashSet<>(ids.get(key));
            all.addAll(there);
            if (all.size() > there.size() && there.size() < KeySearch.MOST) {
                List<String> most = List.copyOf(all).subList(Math.max(0, all.size() - KeySearch.MOST), all.size());
                puts.add(new SystemStore.Put(
                        MatchIndex.KEYS,
                        key,
                        document == null ? 0 : document.version(),
                        KeyClaim.write(new LinkedHashSet<>(most))));
            }
        }
        return puts;
    }

    private void remove(JobRun run, String tenant, String index) {
        // First of all it must count as not filled, in case it is wanted again before all is gone.
        store.system().write(tenant, List.of(new SystemStore.Put(MatchIndex.FILLED, index, -1, null)));
        while (true) {
            List<SystemStore.Document> some =
                    store.system().range(tenant, MatchIndex.KEYS, index + "/", index + "0", false, CHUNK);
            if (some.isEmpty()) {
                return;
            }
            store.system()
                    .write(
                            tenant,
                            some.stream()
                                    .map(one -> new SystemStore.Put(MatchIndex.KEYS, one.key(), -1, null))
                                    .toList());
            run.pause();
        }
    }
}
