package io.trellis.platform.access;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who there is in a tenant and who stands above whom, at one moment. Immutable. */
final class People {
    /** The system package's object of people. */
    static final String USER = "user";
    /** The system package's object of companies and departments. */
    static final String DEPARTMENT = "department";

    private final Map<String, Person> persons;
    private final Map<String, Department> departments;
    private final Map<String, String> idsByUsername = new HashMap<>();
    private final Map<String, List<String>> reports = new HashMap<>();
    private final Map<String, List<String>> below = new HashMap<>();

    /** @param parent id of the department above, or null */
    record Department(String id, String name, String parent) {}

    People(Map<String, Person> persons, Map<String, Department> departments) {
        this.persons = Map.copyOf(persons);
        this.departments = Map.copyOf(departments);
        for (Person person : persons.values()) {
            idsByUsername.put(fold(person.username()), person.id());
            if (person.manager() != null) {
                reports.computeIfAbsent(person.manager(), _ -> new ArrayList<>(4))
                        .add(person.id());
            }
        }
        for (Department department : departments.values()) {
            if (department.parent() != null) {
                below.computeIfAbsent(department.parent(), _ -> new ArrayList<>(4))
                        .add(department.id());
            }
        }
    }

    Collection<Person> all() {
        return persons.values();
    }

    Map<String, Person> persons() {
        return persons;
    }

    Map<String, Department> departments() {
        return departments;
    }

    Optional<Person> find(String id) {
        return Optional.ofNullable(persons.get(id));
    }

    Optional<Person> findByUsername(String username) {
        return Optional.ofNullable(idsByUsername.get(fold(username))).map(persons::get);
    }

    Optional<Department> findDepartment(String id) {
        return id == null ? Optional.empty() : Optional.ofNullable(departments.get(id));
    }

    /** The person and everybody below them, however deep. */
    Set<String> team(String userId) {
        return closure(userId, reports);
    }

    /** The department and every one below it. */
    Set<String> branch(String departmentId) {
        return closure(departmentId, below);
    }

    private static Set<String> closure(String start, Map<String, List<String>> next) {
        var reached = new LinkedHashSet<String>();
        var open = new ArrayDeque<String>(List.of(start));
        while (!open.isEmpty()) {
            String id = open.poll();
            if (reached.add(id)) {
                open.addAll(next.getOrDefault(id, List.of()));
            }
        }
        return reached;
    }

    static String fold(String username) {
        return username.toLowerCase(Locale.ROOT);
    }
}
