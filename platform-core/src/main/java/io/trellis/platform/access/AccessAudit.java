package io.trellis.platform.access;

import io.trellis.platform.audit.Audit;
import io.trellis.platform.audit.AuditAction;
import io.trellis.platform.audit.AuditEvent;
import io.trellis.platform.record.CommitCompanion;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.SystemStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Notes in the audit log who was given or lost which rights, in the same step in which they are. */
@Component
final class AccessAudit implements CommitCompanion {
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
    public List<SystemStore.Put> documents(Realm realm, Commit commit) {
        List<SystemStore.Put> documents = List.of();
        for (Commit.Write write : commit.writes()) {
            AuditEvent event = write.object().equals(People.USER) ? event(realm, write) : null;
            if (event != null) {
                documents = documents.isEmpty() ? new ArrayList<>() : documents;
                documents.addAll(audit.puts(event));
            }
        }
        return documents;
    }

    /** Null where no right is concerned. */
    private AuditEvent event(Realm realm, Commit.Write write) {
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
            return null;
        }
        Map<String, Object> details = new LinkedHashMap<>();
        if (write instanceof Commit.Put put && put.values().get("name") != null) {
            details.put("name", put.values().get("name"));
        }
        details.put("kind", change.kind());
        details.put("via", change.via());
        details.put("fields", deciding);
        return AuditEvent.of(action, change.by(), name(realm.tenant(), change.by()))
                .at(change.at())
                .about(People.USER, write.id())
                .with(details);
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
