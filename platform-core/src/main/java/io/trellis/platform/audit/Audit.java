package io.trellis.platform.audit;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.TenantGate;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The audit log's only way in. Entries are documents of the tenant whose keys begin with their time, so that a period is a range of
 * keys, and a second, empty document leads from a person to their entries. Nothing is ever written over, but for the count of an
 * entry that stands for many failed sign-ins of one minute. Thread-safe.
 */
@Component
public class Audit {
    static final String KIND = "audit";
    /** Keys {@code <user>/<entry>}. */
    static final String BY_USER = "audit-user";

    private static final byte[] NOTHING = {'{', '}'};
    private static final char[] LETTERS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SystemStore store;
    private final TenantGate gate;
    private final List<Runnable> beforeReading = new CopyOnWriteArrayList<>();

    @Autowired
    Audit(RecordStore store, ObjectProvider<TenantGate> gate) {
        this(store.system(), gate.getIfAvailable(() -> TenantGate.OPEN));
    }

    private Audit(SystemStore store, TenantGate gate) {
        this.store = store;
        this.gate = gate;
    }

    /** A log of a store that nobody ever closes. */
    public static Audit of(RecordStore store) {
        return new Audit(store.system(), TenantGate.OPEN);
    }

    /**
     * Writes an entry; durable when it returns.
     *
     * @throws io.trellis.platform.store.StoreException when it can't be written; what must not happen unnoticed is then not done
     */
    public void write(String tenant, AuditEvent event) {
        write(tenant, puts(event));
    }

    /** People may sign in to a tenant that takes no writes: what they do is then kept beside it, with the installation. */
    private void write(String tenant, List<SystemStore.Put> puts) {
        try {
            gate.enter(tenant);
        } catch (ProblemException readOnly) {
            store.write(
                    "",
                    puts.stream()
                            .map(put -> new SystemStore.Put(aside(put.kind(), tenant), put.key(), -1, put.json()))
                            .toList());
            return;
        }
        try {
            store.write(tenant, puts);
        } finally {
            gate.leave(tenant);
        }
    }

    /** The kind under which the installation keeps a tenant's entries. */
    static String aside(String kind, String tenant) {
        return kind + "@" + tenant;
    }

    /** The same as documents, for deeds that are written to the tenant's system documents themselves: both or neither. */
    public List<SystemStore.Put> puts(AuditEvent event) {
        return puts(key(event.at()) + random(), event);
    }

    /**
     * Writes the entry that a former call with the same mark and moment wrote, with what is known now.
     *
     * @param mark tells apart what happens in the same millisecond; letters and digits
     */
    public void write(String tenant, String mark, AuditEvent event) {
        write(tenant, puts(key(event.at()) + mark, event));
    }

    /** Has {@code flush} called before the log is read, so that what is still being counted is in it. */
    public void beforeReading(Runnable flush) {
        beforeReading.add(flush);
    }

    void flush() {
        beforeReading.forEach(Runnable::run);
    }

    private static List<SystemStore.Put> puts(String id, AuditEvent event) {
        List<SystemStore.Put> puts = new ArrayList<>();
        puts.add(new SystemStore.Put(KIND, id, -1, RecordDocument.encodeAny(document(event))));
        if (event.user() != null) {
            puts.add(new SystemStore.Put(BY_USER, event.user() + "/" + id, -1, NOTHING));
        }
        return puts;
    }

    private static Map<String, Object> document(AuditEvent event) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("action", event.action().code());
        document.put("kind", event.action().kind().code());
        document.put("at", event.at().toString());
        put(document, "user", event.user());
        put(document, "name", event.name());
        put(document, "address", event.address());
        put(document, "agent", event.agent());
        put(document, "object", event.object());
        put(document, "ref", event.ref());
        if (event.count() > 1) {
            document.put("count", event.count());
        }
        if (!event.details().isEmpty()) {
            document.put("details", event.details());
        }
        return document;
    }

    private static void put(Map<String, Object> document, String key, Object value) {
        if (value != null) {
            document.put(key, value);
        }
    }

    /** The lowest key of a moment. */
    static String key(Instant moment) {
        return "%013d-".formatted(Math.max(0, moment.toEpochMilli()));
    }

    private static String random() {
        var text = new StringBuilder(10);
        for (int i = 0; i < 10; i++) {
            text.append(LETTERS[RANDOM.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }
}
