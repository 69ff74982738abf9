package io.trellis.platform.access;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.record.WriteGuard;
import io.trellis.platform.store.Realm;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Keeps users in order: nobody gets or hands out more rights than they have, nobody moves people under themselves to see
 * their records, somebody is always left to administer, and nobody is their own superior.
 */
@Component
final class UserGuard implements WriteGuard {
    private static final Pattern USERNAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{1,63}");
    private static final String MANAGE_USERS = "manageUsers";

    private final Standings standings;

    UserGuard(Standings standings) {
        this.standings = standings;
    }

    @Override
    public boolean concerns(CatalogObject object) {
        return object.name().equals(People.USER);
    }

    @Override
    public void check(
            Actor actor,
            Realm realm,
            CatalogObject object,
            String id,
            Map<String, Object> before,
            Map<String, Object> after,
            Consumer<Problem> problems) {
        Person was = before == null ? null : person(id, before);
        Person becomes = after == null ? null : person(id, after);
        People people = standings.people(realm.tenant());
        GrantsBook book = standings.book(realm.tenant());
        if (becomes != null) {
            checkName(people, was, becomes, problems);
            checkZone(after, problems);
            checkManager(people, was, becomes, problems);
        }
        checkRights(actor, book, was, becomes, problems);
        checkSomebodyAdministers(people, book, was, becomes, problems);
    }

    private static Person person(String id, Map<String, Object> values) {
        return Person.of(id, 0, values.get("department") instanceof String department ? department : null, values);
    }

    private static void checkName(People people, Person was, Person becomes, Consumer<Problem> problems) {
        if (was != null && was.username().equals(becomes.username())) {
            return;
        }
        if (!USERNAME.matcher(becomes.username()).matches()) {
            problems.accept(Problem.of("INVALID_USERNAME", "/username", "username", becomes.username()));
        }
        // The store's unique key tells A from a; people signing in do not.
        people.findByUsername(becomes.username())
                .filter(other -> !other.id().equals(becomes.id()))
                .ifPresent(other ->
                        problems.accept(Problem.of("USERNAME_TAKEN", "/username", "username", becomes.username())));
    }

    private static void checkZone(Map<String, Object> after, Consumer<Problem> problems) {
        if (after.get("timezone") instanceof String zone) {
            try {
                ZoneId.of(zone);
            } catch (DateTimeException unknown) {
                problems.accept(Problem.of("UNKNOWN_TIMEZONE", "/timezone", "timezone", zone));
            }
        }
    }

    private static void checkManager(People people, Person was, Person becomes, Consumer<Problem> problems) {
        if (becomes.manager() == null || was != null && becomes.manager().equals(was.manager())) {
            return;
        }
        if (people.team(becomes.id()).contains(becomes.manager())) {
            problems.accept(Problem.of("MANAGER_CYCLE", "/manager", "name", becomes.name()));
        }
    }

    private static void checkRights(
            Actor actor, GrantsBook book, Person was, Person becomes, Consumer<Problem> problems) {
        List<String> had = was == null ? List.of() : was.roles();
        List<String> gets = becomes == null ? List.of() : becomes.roles();
        var added = new ArrayList<>(gets);
        added.removeAll(had);
        for (String role : added) {
            if (!book.catalog().roles().containsKey(role)) {
                problems.accept(Problem.of("UNKNOWN_ROLE", "/roles", "role", role));
            }
        }
        if (!(actor.grants() instanceof GrantsSnapshot mine)) {
            return;
        }
        boolean rolesChange = becomes != null && !had.equals(gets);
        if (!actor.grants().maySystem(MANAGE_USERS)) {
            checkPlace(was, becomes, rolesChange, problems);
        }
        for (String role : added) {
            if (!mine.rights().covers(book.rights(List.of(role)))) {
                problems.accept(Problem.of("ROLE_EXCEEDS_OWN_RIGHTS", "/roles", "role", role));
            }
        }
        boolean signInChanges = was != null
                && (becomes == null
                        || rolesChange
                        || was.active() != becomes.active()
                        || !was.username().equals(becomes.username()));
        if (signInChanges && !mine.rights().covers(book.rights(had))) {
            problems.accept(Problem.of("USER_HAS_MORE_RIGHTS", ""));
        }
    }

    /** What decides who sees what, or who may sign in, is not changed by whoever may merely edit users. */
    private static void checkPlace(Person was, Person becomes, boolean rolesChange, Consumer<Problem> problems) {
        if (was == null || becomes == null) {
            problems.accept(Problem.of("PLACE_NEEDS_PERMISSION", "", "needs", MANAGE_USERS));
            return;
        }
        var changed = new LinkedHashMap<String, Boolean>();
        changed.put("roles", rolesChange);
        changed.put("username", !was.username().equals(becomes.username()));
        changed.put("active", was.active() != becomes.active());
        changed.put("manager", !Objects.equals(was.manager(), becomes.manager()));
        changed.put("department", !Objects.equals(was.department(), becomes.department()));
        changed.forEach((field, changes) -> {
            if (changes) {
                problems.accept(Problem.of("PLACE_NEEDS_PERMISSION", "/" + field, "needs", MANAGE_USERS));
            }
        });
    }

    private static void checkSomebodyAdministers(
            People people, GrantsBook book, Person was, Person becomes, Consumer<Problem> problems) {
        if (was == null || !administers(book, was) || becomes != null && administers(book, becomes)) {
            return;
        }
        boolean another =
                people.all().stream().anyMatch(person -> !person.id().equals(was.id()) && administers(book, person));
        if (!another) {
            problems.accept(Problem.of("LAST_ADMINISTRATOR", "", "name", was.name()));
        }
    }

    private static boolean administers(GrantsBook book, Person person) {
        return person.active() && book.rights(person.roles()).system().contains(MANAGE_USERS);
    }
}
