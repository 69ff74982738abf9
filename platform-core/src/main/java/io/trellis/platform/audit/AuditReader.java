package io.trellis.platform.audit;

import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.SystemStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reads the audit log for those who have the permission to, and for everybody what they did themselves to come in. */
@Component
class AuditReader {
    static final String PERMISSION = "viewAudit";
    static final int MOST = 200;
    /** Entries that one page goes over while it looks for those that fit; the next page goes on there. */
    private static final int MOST_LOOKED_AT = 20_000;

    private static final int CHUNK = 500;
    /** Above every key. */
    private static final String END = "~";

    private final Audit audit;
    private final SystemStore store;
    private final Access access;

    AuditReader(Audit audit, RecordStore store, Access access) {
        this.audit = audit;
        this.store = store.system();
        this.access = access;
    }

    /**
     * @param next cursor of the page after this one, or null when there is nothing older; a page may be short of entries, or empty,
     *     and have one all the same, when few of many fit
     */
    record Page(List<AuditEntry> entries, String next) {}

    Page list(Actor actor, AuditQuery query, String after, int size) {
        require(actor);
        audit.flush();
        return read(actor.tenant(), query, after, size);
    }

    /** @throws ProblemException FORBIDDEN for those who may not see the log */
    void require(Actor actor) {
        access.requireSystem(actor, PERMISSION);
    }

    /** The actor's own sign-ins, and what was tried in their name. */
    Page own(Actor actor, String after, int size) {
        audit.flush();
        return read(
                actor.tenant(), new AuditQuery(AuditKind.SIGN_IN, null, actor.userId(), null, null, null), after, size);
    }

    AuditEntry get(Actor actor, String id) {
        require(actor);
        return find(actor.tenant(), id)
                .map(AuditEntry::of)
                .orElseThrow(() -> ProblemException.notFound("auditEntry", id));
    }

    /** Takes an entry. */
    interface Visitor {
        void visit(AuditEntry entry) throws IOException;
    }

    /**
     * Every entry that fits, the newest first, up to a number.
     *
     * @return how many there were
     */
    long each(Actor actor, AuditQuery query, long most, Visitor visitor) throws IOException {
        require(actor);
        audit.flush();
        String after = null;
        long count = 0;
        do {
            Page page = read(actor.tenant(), query, after, CHUNK);
            for (AuditEntry entry : page.entries()) {
                if (count == most) {
                    return count;
                }
                visitor.visit(entry);
                count++;
            }
            after = page.next();
        } while (after != null);
        return count;
    }

    private Page read(String tenant, AuditQuery query, String after, int size) {
        Predicate<SystemStore.Document> fits = fits(query);
        String prefix = query.user() == null ? "" : query.user() + "/";
        String kind = query.user() == null ? Audit.KIND : Audit.BY_USER;
        String from = prefix + (query.from() == null ? "" : Audit.key(query.from()));
        String to = prefix + (query.to() == null ? END : Audit.key(query.to()));
        if (after != null && (prefix + after).compareTo(to) < 0) {
            to = prefix + after;
        }
        List<AuditEntry> found = new ArrayList<>();
        int looked = 0;
        while (true) {
            List<SystemStore.Document> chunk = chunk(tenant, kind, from, to);
            for (SystemStore.Document document : chunk) {
                if (found.size() == size || looked == MOST_LOOKED_AT) {
                    return new Page(found, to.substring(prefix.length()));
                }
                looked++;
                to = document.key();
                SystemStore.Document entry = query.user() == null
                        ? document
                        : find(tenant, document.key().substring(prefix.length()))
                                .orElse(null);
                if (entry != null && fits.test(entry)) {
                    found.add(AuditEntry.of(entry));
                }
            }
            if (chunk.size() < CHUNK) {
                return new Page(found, null);
            }
        }
    }

    private Optional<SystemStore.Document> find(String tenant, String id) {
        return store.find(tenant, Audit.KIND, id).or(() -> store.find("", Audit.aside(Audit.KIND, tenant), id));
    }

    /** The newest of a range, those kept beside a tenant that was read-only among them. */
    private List<SystemStore.Document> chunk(String tenant, String kind, String from, String to) {
        List<SystemStore.Document> own = store.range(tenant, kind, from, to, true, CHUNK);
        List<SystemStore.Document> aside = store.range("", Audit.aside(kind, tenant), from, to, true, CHUNK);
        if (aside.isEmpty()) {
            return own;
        }
        return Stream.concat(own.stream(), aside.stream())
                .sorted(Comparator.comparing(SystemStore.Document::key).reversed())
                .limit(CHUNK)
                .toList();
    }

    /** Asked of the bytes as they are kept, so that most of what doesn't fit is never parsed. */
    private static Predicate<SystemStore.Document> fits(AuditQuery query) {
        List<String> parts = new ArrayList<>();
        if (query.kind() != null) {
            parts.add("\"kind\":\"" + query.kind().code() + "\"");
        }
        if (query.action() != null) {
            parts.add("\"action\":\"" + query.action() + "\"");
        }
        String text = query.q() == null || query.q().isBlank()
                ? null
                : query.q().strip().toLowerCase(Locale.ROOT);
        return document -> {
            String json = new String(document.json(), StandardCharsets.UTF_8);
            return parts.stream().allMatch(json::contains)
                    && (text == null || json.toLowerCase(Locale.ROOT).contains(text));
        };
    }
}
