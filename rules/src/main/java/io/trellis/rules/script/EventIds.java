package io.trellis.rules.script;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Ids of records that a script makes because of an event: the same ones when the event comes again. Used by one thread. */
final class EventIds implements ScriptApi.NewIds {
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private final OutboxEvent event;
    private final String script;
    private int made;

    EventIds(OutboxEvent event, String script) {
        this.event = event;
        this.script = script;
    }

    /** The event's moment and a hash of what makes the record the one it is, in the form of a ULID. */
    @Override
    public String next(CatalogObject object) {
        made++;
        String seed = String.join(
                "/", event.tenant(), event.object(), event.id(), Long.toString(event.version()), script, "" + made);
        var id = new StringBuilder(object.definition().prefix()).append('_');
        long millis = event.at().toEpochMilli();
        for (int i = 0; i < 10; i++) {
            id.append(DIGITS.charAt((int) (millis >>> (45 - 5 * i)) & 31));
        }
        byte[] hash = hash(seed);
        for (int i = 0; i < 16; i++) {
            id.append(DIGITS.charAt(hash[i] & 31));
        }
        return id.toString();
    }

    private static byte[] hash(String seed) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
