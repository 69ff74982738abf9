package io.trellis.rules.assignment;

import io.trellis.metadata.definition.AssignmentDefinition.Entry;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.record.RecordService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everybody and every department there is, to tell which of those that entries name are not. Read when first asked; used by one thread. */
final class People {
    private final RecordService records;
    private final Actor system;
    private Map<String, Boolean> activeByUsername;
    private Set<String> departments;

    People(RecordService records, Access access, String tenant) {
        this.records = records;
        this.system = access.systemActor(tenant, "assignment");
    }

    /**
     * What an entry names in vain.
     *
     * @param users positions of usernames that nobody has
     * @param inactive usernames of people who are there and may not work now
     * @param department whether there is no such department
     */
    record Unknown(List<Integer> users, List<String> inactive, boolean department) {
        boolean nothing() {
            return users.isEmpty() && inactive.isEmpty() && !department;
        }
    }

    Unknown unknown(Entry entry) {
        List<Integer> users = new ArrayList<>();
        List<String> inactive = new ArrayList<>();
        for (int i = 0; i < entry.users().size(); i++) {
            String username = entry.users().get(i);
            Boolean active = users().get(username);
            if (active == null) {
                users.add(i);
            } else if (!active) {
                inactive.add(username);
            }
        }
        boolean department = entry.department() != null && !departments().contains(entry.department());
        return new Unknown(users, inactive, department);
    }

    Set<String> usernames() {
        return users().keySet();
    }

    private Map<String, Boolean> users() {
        if (activeByUsername == null) {
            Map<String, Boolean> read = new HashMap<>();
            records.stream(system, "user", all("username", "active"), view -> {
                read.put(view.text("username"), Boolean.TRUE.equals(view.get("active")));
                return true;
            });
            activeByUsername = read;
        }
        return activeByUsername;
    }

    Set<String> departments() {
        if (departments == null) {
            Set<String> read = new HashSet<>();
            records.stream(system, "department", all("name"), view -> {
                read.add(view.text("name"));
                return true;
            });
            departments = read;
        }
        return departments;
    }

    private static ListRequest all(String... fields) {
        return ListRequest.of(null, ListRequest.MAX_SIZE).withFields(List.of(fields));
    }
}
