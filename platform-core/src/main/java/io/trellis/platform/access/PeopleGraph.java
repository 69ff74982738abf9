package io.trellis.platform.access;

import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.cluster.CommitWatcher;
import io.trellis.platform.cluster.TenantMemory;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.CommitListener;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import io.trellis.platform.store.StoredRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The people of every tenant in use, read once and then kept up with each commit: this node's before the writer is answered, other
 * nodes' as soon as they are heard of. Thread-safe: readers see one immutable {@link People}, writers of one tenant take turns.
 */
@Component
final class PeopleGraph implements CommitListener, CommitWatcher, TenantMemory {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

    private final RecordStore store;
    private final Catalogs catalogs;
    private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();
    private final List<BiConsumer<String, String>> departures = new CopyOnWriteArrayList<>();

    /** Commits may be told out of order; the version last seen of each record decides. */
    private static final class Tenant {
        private volatile People people;
        private final Map<String, Long> seen = new HashMap<>();
    }

    PeopleGraph(RecordStore store, Catalogs catalogs) {
        this.store = store;
        this.catalogs = catalogs;
    }

    /** Asks to be told tenant and id of everybody who is deactivated or deleted. */
    void onDeparture(BiConsumer<String, String> listener) {
        departures.add(listener);
    }

    /** @throws io.trellis.platform.problem.ProblemException NOT_FOUND when there is no such tenant */
    People of(String tenant) {
        Tenant state = tenants.get(tenant);
        People people = state == null ? null : state.people;
        return people == null ? load(tenant) : people;
    }

    @Override
    public void forgetTenant(String tenant) {
        tenants.remove(tenant);
    }

    private People load(String tenant) {
        Realm realm = new Realm(tenant, catalogs.current(tenant));
        Tenant state = tenants.computeIfAbsent(tenant, _ -> new Tenant());
        synchronized (state) {
            if (state.people == null) {
                var persons = new HashMap<String, Person>();
                var departments = new HashMap<String, People.Department>();
                if (realm.catalog().findObject(People.USER).isPresent()) {
                    store.scan(realm, People.USER, new Predicate.All(), record -> {
                        state.seen.put(record.id(), record.version());
                        persons.put(
                                record.id(),
                                Person.of(
                                        record.id(),
                                        record.version(),
                                        record.system().department(),
                                        JSON.readValue(record.doc(), VALUES)));
                        return true;
                    });
                }
                if (realm.catalog().findObject(People.DEPARTMENT).isPresent()) {
                    store.scan(realm, People.DEPARTMENT, new Predicate.All(), record -> {
                        state.seen.put(record.id(), record.version());
                        departments.put(record.id(), department(record.id(), JSON.readValue(record.doc(), VALUES)));
                        return true;
                    });
                }
                state.people = new People(persons, departments);
            }
            return state.people;
        }
    }

    private static People.Department department(String id, Map<String, ?> values) {
        return new People.Department(
                id,
                values.get("name") instanceof String name ? name : id,
                values.get("parent") instanceof String parent ? parent : null);
    }

    /**
     * What became of a person or a department.
     *
     * @param values of the record; null when it is deleted or gone
     */
    private record News(String object, String id, long version, String department, Map<String, ?> values) {
        static News of(Commit.Write write) {
            return switch (write) {
                case Commit.Put put ->
                    new News(
                            put.object(),
                            put.id(),
                            put.system().version(),
                            put.system().department(),
                            put.system().deleted() ? null : put.values());
                case Commit.Purge purge ->
                    new News(purge.object(), purge.id(), purge.expectedVersion() + 1, null, null);
            };
        }

        static News of(String object, StoredRecord record) {
            return new News(
                    object,
                    record.id(),
                    record.version(),
                    record.system().department(),
                    record.system().deleted() ? null : JSON.readValue(record.doc(), VALUES));
        }
    }

    private static boolean concerns(String object) {
        return object.equals(People.USER) || object.equals(People.DEPARTMENT);
    }

    @Override
    public void committed(Realm realm, Commit commit) {
        List<News> news = commit.writes().stream()
                .filter(write -> concerns(write.object()))
                .map(News::of)
                .toList();
        for (String id : hear(realm.tenant(), news)) {
            departures.forEach(listener -> listener.accept(realm.tenant(), id));
        }
    }

    /** Sessions of those who left were ended by the node that wrote it. */
    @Override
    public void written(List<OutboxEvent> events) {
        Map<String, Map<String, List<OutboxEvent>>> byTenantAndObject = events.stream()
                .filter(event -> concerns(event.object()) && tenants.containsKey(event.tenant()))
                .collect(Collectors.groupingBy(OutboxEvent::tenant, Collectors.groupingBy(OutboxEvent::object)));
        byTenantAndObject.forEach((tenant, byObject) -> byObject.forEach((object, some) -> read(tenant, object, some)));
    }

    @Override
    public void missed() {
        tenants.clear();
    }

    /**
     * Looks into the store whether a person is there after all, since another node may have made or changed them a moment ago.
     *
     * @return empty also where there are no other nodes and nothing to look for
     */
    Optional<Person> lookUp(String tenant, String userId) {
        if (!store.shared()) {
            return Optional.empty();
        }
        read(tenant, People.USER, Map.of(userId, Long.MAX_VALUE));
        return of(tenant).find(userId);
    }

    /** The same for somebody of whom only the name is known, as they have typed it. */
    Optional<Person> lookUpByName(String tenant, String username) {
        if (!store.shared()) {
            return Optional.empty();
        }
        var named = new Predicate.In(Predicate.Path.of("username"), List.of(username));
        return store
                .list(new Realm(tenant, catalogs.current(tenant)), People.USER, RecordQuery.of(named, 1))
                .records()
                .stream()
                .findFirst()
                .flatMap(record -> lookUp(tenant, record.id()));
    }

    private void read(String tenant, String object, List<OutboxEvent> events) {
        Map<String, Long> versions = new HashMap<>();
        events.forEach(event -> versions.merge(event.id(), event.version(), Math::max));
        read(tenant, object, versions);
    }

    /** Reads the records of which a newer version is said to be there. */
    private void read(String tenant, String object, Map<String, Long> versions) {
        Tenant state = tenants.get(tenant);
        Map<String, Long> changed = new HashMap<>();
        if (state != null) {
            synchronized (state) {
                versions.forEach((id, version) -> {
                    if (version > state.seen.getOrDefault(id, 0L)) {
                        changed.put(id, version);
                    }
                });
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        Realm realm;
        try {
            realm = new Realm(tenant, catalogs.current(tenant));
        } catch (ProblemException tenantIsGone) {
            return;
        }
        List<News> news = new ArrayList<>();
        for (StoredRecord record : store.findAll(realm, object, List.copyOf(changed.keySet()))) {
            news.add(News.of(object, record));
            changed.remove(record.id());
        }
        // Whatever the store does not have any more was removed for good, unless nobody ever said that it was there.
        changed.forEach((id, version) -> {
            if (version != Long.MAX_VALUE) {
                news.add(new News(object, id, version, null, null));
            }
        });
        hear(tenant, news);
    }

    /** @return who is no longer among the people at work */
    private List<String> hear(String tenant, List<News> news) {
        Tenant state = news.isEmpty() ? null : tenants.get(tenant);
        if (state == null) {
            return List.of();
        }
        var departed = new ArrayList<String>();
        synchronized (state) {
            if (state.people == null) {
                return List.of();
            }
            var persons = new HashMap<>(state.people.persons());
            var departments = new HashMap<>(state.people.departments());
            boolean newer = false;
            for (News one : news) {
                if (one.version() > state.seen.getOrDefault(one.id(), 0L)) {
                    state.seen.put(one.id(), one.version());
                    apply(one, persons, departments, departed);
                    newer = true;
                }
            }
            if (newer) {
                state.people = new People(persons, departments);
            }
        }
        return departed;
    }

    private static void apply(
            News news, Map<String, Person> persons, Map<String, People.Department> departments, List<String> departed) {
        if (news.object().equals(People.DEPARTMENT)) {
            if (news.values() == null) {
                departments.remove(news.id());
            } else {
                departments.put(news.id(), department(news.id(), news.values()));
            }
            return;
        }
        Person person =
                news.values() == null ? null : Person.of(news.id(), news.version(), news.department(), news.values());
        if (person == null) {
            persons.remove(news.id());
        } else {
            persons.put(news.id(), person);
        }
        if (person == null || !person.active()) {
            departed.add(news.id());
        }
    }
}
