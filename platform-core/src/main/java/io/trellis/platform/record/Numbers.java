package io.trellis.platform.record;

import io.trellis.metadata.field.autonumber.AutoNumberFormat;
import io.trellis.platform.cluster.TenantMemory;
import io.trellis.platform.store.RecordStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Numbers for autoNumber fields without a promise of no gaps: taken from the store in blocks and handed out in memory, so that
 * a create waits for no counter. A restart leaves out the rest of a block, and each node has blocks of its own. Thread-safe.
 */
@Component
final class Numbers implements TenantMemory {
    private static final int FIRST_BLOCK = 10;
    private static final int LARGEST_BLOCK = 2_000;
    private static final long BUSY_NANOS = 5_000_000_000L;

    private final RecordStore store;
    private final Map<String, Block> blocks = new ConcurrentHashMap<>();

    Numbers(RecordStore store) {
        this.store = store;
    }

    private static final class Block {
        private long next;
        private long end;
        private int size;
        private long takenAt;
    }

    /** The next number of a counter, durable as far as nobody else will ever get it. */
    long next(String tenant, String counter) {
        Block block = blocks.computeIfAbsent(tenant + '\n' + counter, _ -> new Block());
        synchronized (block) {
            if (block.next == block.end) {
                long now = System.nanoTime();
                boolean busy = block.size > 0 && now - block.takenAt < BUSY_NANOS;
                block.size = busy ? Math.min(LARGEST_BLOCK, block.size * 4) : FIRST_BLOCK;
                block.takenAt = now;
                block.next = store.takeNumbers(tenant, counter, block.size);
                block.end = block.next + block.size;
            }
            return block.next++;
        }
    }

    /** A tenant made anew begins to count anew. */
    @Override
    public void forgetTenant(String tenant) {
        blocks.keySet().removeIf(key -> key.startsWith(tenant + '\n'));
    }

    /** The format with its date parts filled in and only the number's place left: {@code ORD-2026{0000}}. */
    static String dated(String format, Instant now, ZoneId zone) {
        return AutoNumberFormat.of(format).on(LocalDate.ofInstant(now, zone));
    }

    /** A dated format with the number filled in, padded with zeros to the places given. */
    static String filled(String dated, long number) {
        return AutoNumberFormat.fill(dated, number);
    }
}
