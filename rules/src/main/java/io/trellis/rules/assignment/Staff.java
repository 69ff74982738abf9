package io.trellis.rules.assignment;

import io.trellis.metadata.definition.AssignmentDefinition.Entry;
import io.trellis.metadata.expression.Expressions;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.query.AggregateRequest;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The people who can be chosen and what they have on their desks, read once for a batch. Used by one thread. */
final class Staff {
    private final RecordService records;
    private final Actor system;
    private final Map<String, List<Person>> people = new HashMap<>();
    private final Map<String, Map<String, Long>> loads = new HashMap<>();

    record Person(String id, String username) {}

    Staff(RecordService records, Access access, String tenant) {
        this.records = records;
        this.system = access.systemActor(tenant, "assignment");
    }

    /** Active people who fit an entry, in a steady order: that of its list of users, else of their usernames. */
    List<Person> of(Entry entry) {
        List<Person> found = new ArrayList<>(people(filter(entry)));
        if (!entry.users().isEmpty()) {
            found.sort(Comparator.comparingInt(person -> entry.users().indexOf(person.username())));
        }
        return found;
    }

    /** So that a large company's people are not all read to choose one of three. */
    private static String filter(Entry entry) {
        List<String> parts = new ArrayList<>();
        parts.add("active = true");
        if (!entry.users().isEmpty()) {
            parts.add(entry.users().stream()
                    .map(Expressions::quote)
                    .collect(Collectors.joining(", ", "username IN (", ")")));
        }
        if (entry.role() != null) {
            parts.add("INCLUDES(roles, " + Expressions.quote(entry.role()) + ")");
        }
        if (entry.department() != null) {
            parts.add("department.name = " + Expressions.quote(entry.department()));
        }
        if (entry.people() != null) {
            parts.add("(" + entry.people() + ")");
        }
        return String.join(" AND ", parts);
    }

    private List<Person> people(String filter) {
        return people.computeIfAbsent(filter, _ -> {
            List<Person> read = new ArrayList<>();
            var request = new ListRequest(
                    filter,
                    null,
                    List.of("username"),
                    List.of("username"),
                    1,
                    ListRequest.MAX_SIZE,
                    false,
                    null,
                    false);
            records.stream(system, "user", request, view -> read.add(person(view)));
            return read;
        });
    }

    private static Person person(RecordView view) {
        return new Person(view.id(), view.text("username"));
    }

    /** How many of the object's records that fit {@code load} each owner has; what this batch gives out is added by {@link #give}. */
    Map<String, Long> loads(String object, String load) {
        return loads.computeIfAbsent(object + '\n' + load, _ -> {
            var counts = new HashMap<String, Long>();
            var request = new AggregateRequest(
                    load,
                    List.of(new AggregateRequest.Group("owner", null, "owner")),
                    List.of(new AggregateRequest.Measure("count", null, "count")),
                    null,
                    List.of(),
                    AggregateRequest.MAX_LIMIT);
            for (Map<String, Object> row : records.aggregate(system, object, request)) {
                if (row.get("owner") != null) {
                    counts.put(id(row.get("owner")), ((Number) row.get("count")).longValue());
                }
            }
            return counts;
        });
    }

    void give(String object, String load, String user) {
        loads(object, load).merge(user, 1L, Long::sum);
    }

    private static String id(Object owner) {
        return owner instanceof Map<?, ?> link ? String.valueOf(link.get("id")) : owner.toString();
    }
}
