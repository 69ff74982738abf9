package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogObject;
import java.security.SecureRandom;

/**
 * Makes record ids: the object's prefix, an underscore and a ULID (48 bits of milliseconds, 80 random bits, Crockford
 * base 32). Within a process ids only grow, so that the order of ids is the order of creation. Thread-safe.
 */
public final class RecordIds {
    private static final byte[] DIGITS =
            "0123456789ABCDEFGHJKMNPQRSTVWXYZ".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final SecureRandom RANDOM = new SecureRandom();

    private static long lastMillis;
    /** The upper 16 and the lower 64 of the 80 random bits. */
    private static int high;

    private static long low;

    private RecordIds() {}

    /** A new id for a record of the object. */
    public static String next(CatalogObject object) {
        return next(object.definition().prefix());
    }

    /** A new id with a prefix. */
    public static String next(String prefix) {
        long millis;
        int hi;
        long lo;
        synchronized (RecordIds.class) {
            long now = System.currentTimeMillis();
            if (now > lastMillis) {
                lastMillis = now;
                high = RANDOM.nextInt(1 << 15);
                low = RANDOM.nextLong();
            } else {
                // The same millisecond, or a clock set back: go on from the last id by a random step.
                long before = low;
                low += 1 + (RANDOM.nextInt() & 0x7fffffffL);
                if (Long.compareUnsigned(low, before) < 0) {
                    high++;
                }
            }
            millis = lastMillis;
            hi = high;
            lo = low;
        }
        int start = prefix.length() + 1;
        byte[] id = new byte[start + 26];
        for (int i = 0; i < prefix.length(); i++) {
            id[i] = (byte) prefix.charAt(i);
        }
        id[start - 1] = '_';
        for (int i = 0; i < 10; i++) {
            id[start + i] = DIGITS[(int) (millis >>> (45 - 5 * i)) & 31];
        }
        // 80 bits in 16 digits: the first three digits and a bit of the fourth come from the upper 16 bits.
        for (int i = 0; i < 16; i++) {
            int shift = 75 - 5 * i;
            long digit;
            if (shift >= 64) {
                digit = hi >>> (shift - 64);
            } else if (shift > 59) {
                digit = ((long) hi << (64 - shift)) | (lo >>> shift);
            } else {
                digit = lo >>> shift;
            }
            id[start + 10 + i] = DIGITS[(int) digit & 31];
        }
        return new String(id, java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
