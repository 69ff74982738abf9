package io.trellis.rules.assignment;

import io.trellis.metadata.definition.AssignmentDefinition;
import io.trellis.metadata.definition.AssignmentDefinition.Entry;
import io.trellis.platform.store.RecordStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The turns that records of one batch take: one question to the store for each entry, however many records there are. Turns are counted
 * in the store, so that they go round over all nodes and after every start; a write that fails may skip somebody's turn. Used by one
 * thread.
 */
final class Turns {
    private final RecordStore store;
    private final String tenant;
    private final Map<String, Integer> wanted = new LinkedHashMap<>();
    private final Map<String, Long> next = new HashMap<>();

    Turns(RecordStore store, String tenant) {
        this.store = store;
        this.tenant = tenant;
    }

    /** Announces a record that will take a turn. */
    void want(Chosen chosen) {
        wanted.merge(counter(chosen.rule(), chosen.by()), 1, Integer::sum);
    }

    /** Takes the announced turn; all have been announced. */
    String take(Chosen chosen) {
        String counter = counter(chosen.rule(), chosen.by());
        long turn = next.computeIfAbsent(counter, _ -> store.takeNumbers(tenant, counter, wanted.get(counter)));
        next.put(counter, turn + 1);
        return chosen.candidates()
                .get((int) Math.floorMod(turn, (long) chosen.candidates().size()))
                .id();
    }

    /** An entry goes by its name, else by who may be chosen, so that turns go on when entries come, go and change places. */
    private static String counter(AssignmentDefinition rule, Entry entry) {
        String of = entry.name();
        if (of == null) {
            List<String> people = new ArrayList<>(entry.users());
            people.add(String.valueOf(entry.role()));
            people.add(String.valueOf(entry.department()));
            people.add(String.valueOf(entry.people()));
            people.add(String.valueOf(entry.when()));
            // Only to be short: a key of a counter, not a secret.
            of = UUID.nameUUIDFromBytes(String.join("\n", people).getBytes(StandardCharsets.UTF_8))
                    .toString();
        }
        return "assignment:" + rule.id() + ":" + of;
    }
}
