package io.trellis.platform.record;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.TenantGate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Hands commits to the store, waits until they are durable and tells the listeners. */
@Component
final class Committer {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final RecordStore store;
    private final TenantGate gate;
    private final ObjectProvider<CommitListener> listeners;
    private final ObjectProvider<CommitCompanion> companions;
    private volatile List<CommitListener> told;
    private volatile List<CommitCompanion> asked;

    Committer(
            RecordStore store,
            ObjectProvider<TenantGate> gate,
            ObjectProvider<CommitListener> listeners,
            ObjectProvider<CommitCompanion> companions) {
        this.companions = companions;
        this.store = store;
        this.gate = gate.getIfAvailable(() -> TenantGate.OPEN);
        this.listeners = listeners;
    }

    /** A commit under way. */
    record Pending(Commit commit, CompletableFuture<List<Map<String, String>>> done) {}

    /**
     * Commits and waits.
     *
     * @return per write the texts of its numbered fields
     * @throws StoreException when the store refuses
     */
    List<Map<String, String>> commit(Realm realm, Commit commit) {
        return await(realm, begin(realm, commit));
    }

    /**
     * Hands over without waiting, so that many small commits share one trip to the disk.
     *
     * @throws ProblemException when the tenant is read-only
     */
    Pending begin(Realm realm, Commit alone) {
        Commit commit = accompanied(realm, alone);
        gate.enter(realm.tenant());
        CompletableFuture<List<Map<String, String>>> done;
        try {
            done = store.commit(realm, commit);
        } catch (RuntimeException refused) {
            gate.leave(realm.tenant());
            throw refused;
        }
        done.whenComplete((_, _) -> gate.leave(realm.tenant()));
        return new Pending(commit, done);
    }

    private Commit accompanied(Realm realm, Commit commit) {
        List<CommitCompanion> known = asked;
        if (known == null) {
            known = companions.orderedStream().toList();
            asked = known;
        }
        List<SystemStore.Put> documents = null;
        for (CommitCompanion companion : known) {
            List<SystemStore.Put> more = companion.documents(realm, commit);
            if (!more.isEmpty()) {
                documents = documents == null ? new ArrayList<>(commit.documents()) : documents;
                documents.addAll(more);
            }
        }
        return documents == null ? commit : new Commit(commit.writes(), documents);
    }

    /** Waits for a commit and tells the listeners. */
    List<Map<String, String>> await(Realm realm, Pending pending) {
        List<Map<String, String>> numbered;
        try {
            numbered = pending.done().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof StoreException refused) {
                throw refused;
            }
            throw failed.getCause() instanceof RuntimeException unexpected ? unexpected : failed;
        }
        Commit commit = withNumbers(pending.commit(), numbered);
        for (CommitListener listener : listeners()) {
            try {
                listener.committed(realm, commit);
            } catch (RuntimeException defect) {
                LOG.error(
                        "{} failed on a commit that is durable",
                        listener.getClass().getName(),
                        defect);
            }
        }
        return numbered;
    }

    private List<CommitListener> listeners() {
        List<CommitListener> known = told;
        if (known == null) {
            known = listeners.orderedStream().toList();
            told = known;
        }
        return known;
    }

    /** The commit as it was written, with the numbers that only the store knew. */
    private static Commit withNumbers(Commit commit, List<Map<String, String>> numbered) {
        if (numbered.stream().allMatch(Map::isEmpty)) {
            return commit;
        }
        List<Commit.Write> writes = new ArrayList<>(commit.writes().size());
        for (int i = 0; i < commit.writes().size(); i++) {
            Commit.Write write = commit.writes().get(i);
            if (write instanceof Commit.Put put && !numbered.get(i).isEmpty()) {
                Map<String, Object> values = new LinkedHashMap<>(put.values());
                values.putAll(numbered.get(i));
                write = new Commit.Put(
                        put.object(),
                        put.id(),
                        put.expectedVersion(),
                        put.system(),
                        values,
                        put.numbers(),
                        put.change());
            }
            writes.add(write);
        }
        return new Commit(writes, commit.documents());
    }

    /** The store can't write now, or records are fought over beyond reason. */
    static ProblemException unavailable(StoreException refused) {
        LOG.warn("A commit was given up: {}", refused.getMessage());
        return new ProblemException(Kind.UNAVAILABLE, "UNAVAILABLE", Map.of());
    }
}
