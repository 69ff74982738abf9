package io.trellis.platform.access;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.platform.cluster.TenantMemory;
import io.trellis.platform.publish.Catalogs;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Where users stand right now: their actor, rebuilt as soon as the catalog or anybody's place in the company changes. */
@Component
final class Standings implements TenantMemory {
    private final Catalogs catalogs;
    private final PeopleGraph graph;
    private final Map<String, GrantsBook> books = new ConcurrentHashMap<>();

    Standings(Catalogs catalogs, PeopleGraph graph) {
        this.catalogs = catalogs;
        this.graph = graph;
    }

    /** An actor together with what it was made from; valid as long as both are still in force. */
    record Standing(Catalog catalog, People people, Actor actor) {}

    /**
     * @param known what this method gave before for the same user and way, or null
     * @return null when there is no such user or they are deactivated
     */
    Standing of(String tenant, String userId, String via, Standing known) {
        Catalog catalog = catalogs.current(tenant);
        People people = graph.of(tenant);
        if (known != null && known.catalog() == catalog && known.people() == people) {
            return known;
        }
        Optional<Person> person = people.find(userId).filter(Person::active);
        if (person.isEmpty()) {
            person = graph.lookUp(tenant, userId).filter(Person::active);
            if (person.isEmpty()) {
                return null;
            }
            people = graph.of(tenant);
        }
        Person user = person.get();
        return new Standing(
                catalog,
                people,
                new Actor(
                        tenant,
                        user.id(),
                        user.username(),
                        user.name(),
                        user.department(),
                        user.roles(),
                        user.locale(),
                        user.zone(),
                        via,
                        book(tenant, catalog).snapshot(user, people)));
    }

    GrantsBook book(String tenant) {
        return book(tenant, catalogs.current(tenant));
    }

    private GrantsBook book(String tenant, Catalog catalog) {
        GrantsBook book = books.get(tenant);
        // Made by one caller while the others wait, since all come at once after a publish.
        return book != null && book.catalog() == catalog
                ? book
                : books.compute(
                        tenant,
                        (_, present) -> present != null && present.catalog() == catalog
                                ? present
                                : new GrantsBook(tenant, catalog, present));
    }

    People people(String tenant) {
        return graph.of(tenant);
    }

    /** Somebody by the name they sign in with, also when another node has made or changed them a moment ago. */
    Optional<Person> findByUsername(String tenant, String username) {
        return graph.of(tenant).findByUsername(username).filter(Person::active).or(() -> graph.lookUpByName(
                        tenant, username)
                .filter(Person::active));
    }

    /** Somebody who may also be inactive, and may have been made on another node a moment ago. */
    Optional<Person> find(String tenant, String userId) {
        return graph.of(tenant).find(userId).or(() -> graph.lookUp(tenant, userId));
    }

    @Override
    public void forgetTenant(String tenant) {
        books.remove(tenant);
    }
}
