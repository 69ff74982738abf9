package io.trellis.platform.audit;

import io.trellis.metadata.Problem;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.TenantGate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** How long a tenant keeps its audit log, and the removal of what is older. */
@Component
class AuditRetention {
    static final int DEFAULT_DAYS = 730;
    /** Shorter would let somebody cover their tracks before anybody looks. */
    static final int SHORTEST_DAYS = 90;

    static final int LONGEST_DAYS = 3_650;
    private static final String SETTINGS = "audit-settings";
    private static final String RETENTION = "retention";
    private static final int CHUNK = 200;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Audit audit;
    private final SystemStore store;
    private final Access access;
    private final TenantGate gate;

    AuditRetention(Audit audit, RecordStore store, Access access, ObjectProvider<TenantGate> gate) {
        this.gate = gate.getIfAvailable(() -> TenantGate.OPEN);
        this.audit = audit;
        this.store = store.system();
        this.access = access;
    }

    int days(Actor actor) {
        access.requireSystem(actor, AuditReader.PERMISSION);
        return days(actor.tenant());
    }

    private int days(String tenant) {
        return store.find(tenant, SETTINGS, RETENTION)
                .map(kept -> ((Number) JSON.readValue(kept.json(), Map.class).get("days")).intValue())
                .orElse(DEFAULT_DAYS);
    }

    /** @throws ProblemException FORBIDDEN, INVALID_SETTING */
    void change(Actor actor, Integer days) {
        access.requireSystem(actor, AuditReader.PERMISSION);
        access.requireSystem(actor, "manageUsers");
        if (days == null || days < SHORTEST_DAYS || days > LONGEST_DAYS) {
            throw ProblemException.invalid(
                    "INVALID_SETTING",
                    List.of(new Problem(
                            "INVALID_PARAMETER",
                            "/days",
                            Map.of("parameter", "days", "expected", SHORTEST_DAYS + "–" + LONGEST_DAYS))));
        }
        List<SystemStore.Put> puts =
                new ArrayList<>(audit.puts(AuditEvent.of(AuditAction.RETENTION_CHANGED, actor.userId(), actor.name())
                        .with(Map.of("from", days(actor.tenant()), "to", days))));
        puts.add(new SystemStore.Put(SETTINGS, RETENTION, -1, RecordDocument.encodeAny(Map.of("days", days))));
        write(actor.tenant(), puts);
    }

    /**
     * Removes a tenant's entries that are older than it keeps them; any number of nodes may do it at the same time.
     *
     * @return how many there were
     */
    long expire(String tenant, Instant now) {
        return expire(tenant, tenant, Audit.KIND, Audit.BY_USER, now)
                + expire(tenant, "", Audit.aside(Audit.KIND, tenant), Audit.aside(Audit.BY_USER, tenant), now);
    }

    private long expire(String tenant, String place, String kind, String byUser, Instant now) {
        String until = Audit.key(now.minus(Duration.ofDays(days(tenant))));
        long removed = 0;
        while (true) {
            List<SystemStore.Document> old = store.range(place, kind, "", until, false, CHUNK);
            if (old.isEmpty()) {
                return removed;
            }
            List<SystemStore.Put> puts = new ArrayList<>();
            for (SystemStore.Document document : old) {
                puts.add(new SystemStore.Put(kind, document.key(), -1, null));
                String user = AuditEntry.of(document).user();
                if (user != null) {
                    puts.add(new SystemStore.Put(byUser, user + "/" + document.key(), -1, null));
                }
            }
            write(place, puts);
            removed += old.size();
        }
    }

    private void write(String tenant, List<SystemStore.Put> puts) {
        gate.enter(tenant);
        try {
            store.write(tenant, puts);
        } finally {
            gate.leave(tenant);
        }
    }
}
