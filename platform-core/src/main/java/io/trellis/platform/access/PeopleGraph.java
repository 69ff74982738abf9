package io.trellis.platform.access;

import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.CommitListener;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The people of every tenant in use, read once and then kept up with each commit. Thread-safe: readers see one immutable
 * {@link People}, writers of one tenant take turns.
 */
@Component
final class PeopleGraph implements CommitListener {
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

    /** Forgets a tenant that is removed. */
    void forget(String tenant) {
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

    @Override
    public void committed(Realm realm, Commit commit) {
        boolean concerns = false;
        for (Commit.Write write : commit.writes()) {
            concerns |= write.object().equals(People.USER) || write.object().equals(People.DEPARTMENT);
        }
        Tenant state = concerns ? tenants.get(realm.tenant()) : null;
        if (state == null) {
            return;
        }
        var departed = new ArrayList<String>();
        synchronized (state) {
            if (state.people == null) {
                return;
            }
            var persons = new HashMap<>(state.people.persons());
            var departments = new HashMap<>(state.people.departments());
            for (Commit.Write write : commit.writes()) {
                if (newest(state, write)) {
                    apply(write, persons, departments, departed);
                }
            }
            state.people = new People(persons, departments);
        }
        for (String id : departed) {
            departures.forEach(listener -> listener.accept(realm.tenant(), id));
        }
    }

    private static boolean newest(Tenant state, Commit.Write write) {
        long version =
                switch (write) {
                    case Commit.Put put -> put.system().version();
                    case Commit.Purge purge -> purge.expectedVersion() + 1;
                };
        boolean newest = version > state.seen.getOrDefault(write.id(), 0L);
        if (newest) {
            state.seen.put(write.id(), version);
        }
        return newest;
    }

    private static void apply(
            Commit.Write write,
            Map<String, Person> persons,
            Map<String, People.Department> departments,
            List<String> departed) {
        Commit.Put put = write instanceof Commit.Put p && !p.system().deleted() ? p : null;
        switch (write.object()) {
            case People.USER -> {
                if (put == null) {
                    persons.remove(write.id());
                    departed.add(write.id());
                } else {
                    Person person = Person.of(
                            put.id(), put.system().version(), put.system().department(), put.values());
                    persons.put(put.id(), person);
                    if (!person.active()) {
                        departed.add(put.id());
                    }
                }
            }
            case People.DEPARTMENT -> {
                if (put == null) {
                    departments.remove(write.id());
                } else {
                    departments.put(put.id(), department(put.id(), put.values()));
                }
            }
            default -> {
                // Nobody's place depends on it.
            }
        }
    }
}
