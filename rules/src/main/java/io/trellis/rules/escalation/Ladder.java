package io.trellis.rules.escalation;

import io.trellis.metadata.definition.EscalationDefinition.Assign;
import io.trellis.metadata.expression.Expressions;
import io.trellis.platform.access.Actor;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who stands above whom, read as far as it is asked. People who are not active are passed over. Used by one thread, for a short time. */
final class Ladder {
    private static final String USER = "user";
    private static final String DEPARTMENT = "department";

    private final RecordService records;
    private final Actor system;
    private final Map<String, Optional<Person>> people = new HashMap<>();
    private final Map<String, Optional<Unit>> units = new HashMap<>();
    private final Map<String, Optional<String>> byName = new HashMap<>();

    private record Person(boolean active, String manager) {}

    private record Unit(String head, String parent) {}

    Ladder(RecordService records, Actor system) {
        this.records = records;
        this.system = system;
    }

    /** The id of who gets a record; empty where there is nobody. */
    Optional<String> find(Assign assign, RecordView record) {
        return switch (assign.to()) {
            case SUPERIOR -> superior(record.system().owner());
            case DEPARTMENT_HEAD ->
                head(record.system().owner(), record.system().department());
            case USER -> byName.computeIfAbsent(assign.user(), this::named);
        };
    }

    /** The nearest active person above. */
    private Optional<String> superior(String owner) {
        Set<String> passed = new HashSet<>();
        String here = owner;
        while (here != null && passed.add(here)) {
            String above = person(here).map(Person::manager).orElse(null);
            if (above != null && !above.equals(owner) && isActive(above)) {
                return Optional.of(above);
            }
            here = above;
        }
        return Optional.empty();
    }

    /** The nearest active head of the department or of one above who isn't the owner. */
    private Optional<String> head(String owner, String department) {
        Set<String> passed = new HashSet<>();
        String here = department;
        while (here != null && passed.add(here)) {
            Optional<Unit> unit = units.computeIfAbsent(here, this::unit);
            String head = unit.map(Unit::head).orElse(null);
            if (head != null && !head.equals(owner) && isActive(head)) {
                return Optional.of(head);
            }
            here = unit.map(Unit::parent).orElse(null);
        }
        return Optional.empty();
    }

    private boolean isActive(String id) {
        return person(id).map(Person::active).orElse(false);
    }

    private Optional<Person> person(String id) {
        return people.computeIfAbsent(id, _ -> one(USER, id, List.of("active", "manager"))
                .map(view -> new Person(!Boolean.FALSE.equals(view.get("active")), view.text("manager"))));
    }

    private Optional<Unit> unit(String id) {
        return one(DEPARTMENT, id, List.of("manager", "parent"))
                .map(view -> new Unit(view.text("manager"), view.text("parent")));
    }

    private Optional<RecordView> one(String object, String id, Collection<String> fields) {
        return records.findAll(system, object, List.of(id), fields).stream().findFirst();
    }

    private Optional<String> named(String username) {
        return records
                .list(
                        system,
                        USER,
                        ListRequest.of("username = " + Expressions.quote(username) + " AND active = TRUE", 1))
                .records()
                .stream()
                .findFirst()
                .map(RecordView::id);
    }
}
