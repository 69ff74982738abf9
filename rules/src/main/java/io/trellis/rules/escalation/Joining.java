package io.trellis.rules.escalation;

import io.trellis.metadata.definition.EscalationDefinition;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.record.CommitCompanion;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.SystemStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Has what an escalation did kept in the commit that does it, so that a process that dies has either done and noted a level or
 * neither; and forgets records that leave for good. Thread-safe.
 */
@Component
final class Joining implements CommitCompanion {
    private static final ScopedValue<Level> CURRENT = ScopedValue.newInstance();

    /** A level in the middle of being written. Used by one thread. */
    static final class Level {
        private final String record;
        private final long version;
        private final Function<Commit.Put, List<SystemStore.Put>> documents;
        private boolean joined;

        /**
         * @param version of the record that was judged; the write is refused with VERSION_CONFLICT where it has another by then,
         *     also when what others changed would not be in the way of what is written
         * @param documents to go with the record, which is as it will be stored
         */
        Level(String record, long version, Function<Commit.Put, List<SystemStore.Put>> documents) {
            this.record = record;
            this.version = version;
            this.documents = documents;
        }

        /** Whether there was a commit at all: a write that changes nothing has none. */
        boolean joined() {
            return joined;
        }
    }

    /** Does a write as part of a level. */
    static void during(Level level, Supplier<?> write) {
        ScopedValue.where(CURRENT, level).run(write::get);
    }

    @Override
    public List<SystemStore.Put> documents(Realm realm, Commit commit) {
        List<SystemStore.Put> documents = List.of();
        for (Commit.Write write : commit.writes()) {
            List<SystemStore.Put> more =
                    switch (write) {
                        case Commit.Purge purge -> forgotten(realm, purge);
                        case Commit.Put put -> CURRENT.isBound() ? joined(CURRENT.get(), put) : List.of();
                    };
            if (!more.isEmpty()) {
                documents = documents.isEmpty() ? new ArrayList<>() : documents;
                documents.addAll(more);
            }
        }
        return documents;
    }

    private static List<SystemStore.Put> joined(Level level, Commit.Put put) {
        if (!put.id().equals(level.record)) {
            return List.of();
        }
        if (put.expectedVersion() != level.version) {
            throw new ProblemException(
                    ProblemException.Kind.CONFLICT, "VERSION_CONFLICT", Map.of("current", put.expectedVersion()));
        }
        level.joined = true;
        return level.documents.apply(put);
    }

    private static List<SystemStore.Put> forgotten(Realm realm, Commit.Purge purge) {
        return realm.catalog().elements(EscalationDefinition.class).values().stream()
                .filter(rule -> rule.object().equals(purge.object()))
                .map(rule -> Marks.remove(rule, purge.id()))
                .toList();
    }
}
