package io.trellis.platform.access;

import io.trellis.platform.audit.Audit;
import io.trellis.platform.audit.AuditAction;
import io.trellis.platform.audit.AuditEvent;
import io.trellis.platform.record.CommitListener;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Notes in the audit log who was given or lost which rights, before whoever did it is answered. The change document of the user's
 * record, written in the same step as the change, is the evidence; the entry makes it findable. From the outbox it would cost every
 * write of every object a look.
 */
@Component
final class AccessAudit implements CommitListener {
    private static final Logger LOG = LoggerFactory.getLogger(AccessAudit.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Fields of a user that decide what they may see and do, or whether they may come in. */
    private static final Set<String> DECIDING = Set.of("roles", "active", "username", "manager", "department");

    private final Standings standings;
    private final Audit audit;

    AccessAudit(Standings standings, Audit audit) {
        this.standings = standings;
        this.audit = audit;
    }

    @Override
    public void committed(Realm realm, Commit commit) {
        List<AuditEvent> events = new ArrayList<>();
        for (Commit.Write write : commit.writes()) {
            if (write.object().equals(People.USER)) {
                note(realm, write, events);
            }
        }
        if (!events.isEmpty()) {
            try {
                audit.write(realm.tenant(), events);
            } catch (StoreException unavailable) {
                LOG.error(
                        "{} changes of rights in tenant {} are in the users' histories but not in the audit log",
                        events.size(),
                        realm.tenant(),
                        unavailable);
            }
        }
    }

    private void note(Realm realm, Commit.Write write, List<AuditEvent> events) {
        Commit.Change change = write.change();
        Map<String, Object> deciding = deciding(change);
        AuditAction action =
                switch (change.kind()) {
                    case "created" -> AuditAction.USER_CREATED;
                    case "deleted", "purged" -> AuditAction.USER_REMOVED;
                    case "restored" -> AuditAction.USER_RESTORED;
                    default -> deciding.isEmpty() ? null : AuditAction.RIGHTS_CHANGED;
                };
        if (action == null) {
            return;
        }
        Map<String, Object> details = new LinkedHashMap<>();
        if (write instanceof Commit.Put put && put.values().get("name") != null) {
            details.put("name", put.values().get("name"));
        }
        details.put("kind", change.kind());
        details.put("via", change.via());
        details.put("fields", deciding);
        events.add(AuditEvent.of(action, change.by(), name(realm.tenant(), change.by()))
                .at(change.at())
                .about(People.USER, write.id())
                .with(details));
    }

    private String name(String tenant, String user) {
        return standings.people(tenant).find(user).map(Person::name).orElse(user);
    }

    /** What became of the fields that decide, {@code {"roles":[from, to]}}. */
    private static Map<String, Object> deciding(Commit.Change change) {
        Map<String, Object> deciding = new LinkedHashMap<>();
        Map<?, ?> all = JSON.readValue(change.fields(), Map.class);
        all.forEach((field, fromTo) -> {
            if (DECIDING.contains(field)) {
                deciding.put(field.toString(), fromTo);
            }
        });
        return deciding;
    }
}
