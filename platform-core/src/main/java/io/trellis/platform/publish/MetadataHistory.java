package io.trellis.platform.publish;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.schema.Documents;
import io.trellis.platform.audit.Audit;
import io.trellis.platform.audit.AuditEvent;
import io.trellis.platform.cluster.TenantMemory;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.SystemStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Every version of every element, by its stable id, written in the same step as the metadata it is the history of. An element
 * that is older than this history is kept as it was, as version 0, when it changes for the first time. Thread-safe.
 */
@Component
class MetadataHistory implements FormerFields, TenantMemory {
    private static final String KIND = "metadata-history";
    /** Which elements a publish touched, by the version it made. */
    private static final String PUBLISHES = "metadata-publish";
    /** Ids of elements that are gone, by their last address. */
    private static final String REMOVED = "metadata-removed";

    private static final int MOST_NAMES_KEPT = 200;
    /** Changes named in one audit entry; the versions themselves are complete. */
    private static final int MOST_NAMED = 200;

    private final SystemStore store;
    private final Audit audit;
    private final Map<NamesKey, Names> names = new ConcurrentHashMap<>();

    private record NamesKey(String tenant, long catalog, String object) {}

    MetadataHistory(RecordStore store, Audit audit) {
        this.store = store.system();
        this.audit = audit;
    }

    /**
     * An element at one version of the metadata.
     *
     * @param at null for what there was before any history
     * @param by user id, {@code name} what they were called
     * @param action {@code add change remove}
     * @param document null where it was removed
     */
    record Version(
            long version,
            Instant at,
            String by,
            String name,
            String action,
            String address,
            String subject,
            Map<String, Object> document) {}

    /** The documents that a publish adds to history and audit log. */
    List<SystemStore.Put> puts(String tenant, Deed deed, Snapshot before, Snapshot after, PublishReport report) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        long version = after.catalog().version();
        Map<String, Element> former = byId(before);
        List<SystemStore.Put> puts = new ArrayList<>();
        List<String> touched = new ArrayList<>();
        byId(after).forEach((id, element) -> {
            Element old = former.remove(id);
            if (!element.equals(old)) {
                touched.add(id);
                remember(tenant, puts, id, old);
                puts.add(put(id, deed, now, version, old == null ? "add" : "change", element, true));
            }
        });
        former.forEach((id, gone) -> {
            touched.add(id);
            remember(tenant, puts, id, gone);
            puts.add(put(id, deed, now, version, "remove", gone, false));
            puts.add(new SystemStore.Put(REMOVED, gone.address(), -1, RecordDocument.encodeAny(Map.of("id", id))));
        });
        puts.add(new SystemStore.Put(
                PUBLISHES, "%012d".formatted(version), -1, RecordDocument.encodeAny(Map.of("elements", touched))));
        puts.addAll(audit.puts(
                AuditEvent.of(deed.action(), deed.actor().userId(), deed.actor().name())
                        .at(now)
                        .about(null, String.valueOf(version))
                        .with(Map.of(
                                "subject", deed.subject(),
                                "via", deed.actor().via(),
                                "changes", named(report)))));
        return puts;
    }

    private static List<Map<String, Object>> named(PublishReport report) {
        return report.changes().stream()
                .limit(MOST_NAMED)
                .map(change -> {
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("action", change.action());
                    one.put("element", change.element());
                    if (change.former() != null) {
                        one.put("former", change.former());
                    }
                    return one;
                })
                .toList();
    }

    /** What was there before anybody kept versions. */
    private void remember(String tenant, List<SystemStore.Put> puts, String id, Element old) {
        if (old != null
                && store.range(tenant, KIND, id + "@", id + "@~", true, 1).isEmpty()) {
            puts.add(new SystemStore.Put(
                    KIND,
                    key(id, 0),
                    -1,
                    RecordDocument.encodeAny(
                            Map.of("action", "add", "address", old.address(), "document", old.document()))));
        }
    }

    private static SystemStore.Put put(
            String id, Deed deed, Instant now, long version, String action, Element element, boolean stays) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("at", now.toString());
        document.put("by", deed.actor().userId());
        document.put("name", deed.actor().name());
        document.put("action", action);
        document.put("address", element.address());
        document.put("subject", deed.subject());
        if (stays) {
            document.put("document", element.document());
        }
        return new SystemStore.Put(KIND, key(id, version), -1, RecordDocument.encodeAny(document));
    }

    private static String key(String id, long version) {
        return "%s@%012d".formatted(id, version);
    }

    private static Map<String, Element> byId(Snapshot snapshot) {
        Map<String, Element> byId = new LinkedHashMap<>();
        snapshot.elements()
                .values()
                .forEach(element -> byId.put(idOf(element.definition().id(), element.address()), element));
        return byId;
    }

    static String idOf(String id, String address) {
        return id == null ? address : id;
    }

    /** What a publish made of each element it touched. */
    Optional<List<Touched>> findPublish(String tenant, long version) {
        return store.find(tenant, PUBLISHES, "%012d".formatted(version)).map(kept -> ((List<?>)
                        plain(kept).get("elements"))
                .stream()
                        .map(Object::toString)
                        .map(id -> new Touched(id, find(tenant, id, version).orElseThrow()))
                        .toList());
    }

    /** An element at the version of a publish. */
    record Touched(String id, Version version) {}

    /** The id of an element that was removed. */
    Optional<String> findRemoved(String tenant, String address) {
        return store.find(tenant, REMOVED, address)
                .map(kept -> (String) plain(kept).get("id"));
    }

    /** An element's versions, the newest first. */
    List<Version> list(String tenant, String id, long before, int size) {
        return store.range(tenant, KIND, key(id, 0), before <= 0 ? id + "@~" : key(id, before), true, size).stream()
                .map(MetadataHistory::read)
                .toList();
    }

    Optional<Version> find(String tenant, String id, long version) {
        return store.find(tenant, KIND, key(id, version)).map(MetadataHistory::read);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> plain(SystemStore.Document kept) {
        return (Map<String, Object>) Documents.readJson(kept.json(), problem -> {
                    throw new IllegalStateException(kept.key() + ": " + problem);
                })
                .orElseThrow()
                .value();
    }

    @SuppressWarnings("unchecked")
    private static Version read(SystemStore.Document kept) {
        Map<String, Object> plain = plain(kept);
        return new Version(
                Long.parseLong(kept.key().substring(kept.key().lastIndexOf('@') + 1)),
                plain.get("at") == null ? null : Instant.parse((String) plain.get("at")),
                (String) plain.get("by"),
                (String) plain.get("name"),
                (String) plain.get("action"),
                (String) plain.get("address"),
                (String) plain.get("subject"),
                (Map<String, Object>) plain.get("document"));
    }

    @Override
    public Names of(Realm realm, CatalogObject object) {
        String id = idOf(object.definition().id(), "objects/" + object.name());
        var key = new NamesKey(realm.tenant(), realm.catalog().version(), id);
        Names known = names.get(key);
        if (known == null) {
            if (names.size() > MOST_NAMES_KEPT) {
                names.clear();
            }
            known = load(realm.tenant(), id);
            names.put(key, known);
        }
        return known;
    }

    @Override
    public void forgetTenant(String tenant) {
        names.keySet().removeIf(key -> key.tenant().equals(tenant));
    }

    private Names load(String tenant, String id) {
        var byMoment = new TreeMap<Instant, Map<String, Former>>();
        for (Version version : list(tenant, id, 0, 10_000)) {
            if (version.document() != null) {
                byMoment.put(version.at() == null ? Instant.MIN : version.at(), fields(version.document()));
            }
        }
        return (name, moment) -> Optional.ofNullable(byMoment.floorEntry(moment))
                .map(entry -> entry.getValue().get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Former> fields(Map<String, Object> document) {
        Map<String, Former> fields = new LinkedHashMap<>();
        if (document.get("fields") instanceof List<?> list) {
            for (Object one : list) {
                if (one instanceof Map<?, ?> field && field.get("name") instanceof String name) {
                    fields.put(
                            name,
                            new Former(
                                    (String) field.get("id"),
                                    name,
                                    (String) field.get("type"),
                                    field.get("label") instanceof Map<?, ?> label
                                            ? (Map<String, Object>) label
                                            : Map.of()));
                }
            }
        }
        return fields;
    }
}
