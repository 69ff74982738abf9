package io.trellis.platform.cluster;

import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.SystemStore.Document;
import io.trellis.platform.store.SystemStore.Put;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The newest notices, in two documents of the installation: a clock that is cheap to look at, and the board. Writers of all nodes take
 * turns by comparing and setting the clock, so numbers have no holes and a reader knows when it has missed some. Thread-safe.
 */
final class NoticeBoard {
    /** At some 120 bytes each; more than nodes can fall behind by while they are well. */
    static final int KEPT = 256;

    private static final String KIND = "cluster";
    private static final String CLOCK = "clock";
    private static final String BOARD = "board";
    private static final int TRIES = 200;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<Posted>> LIST = new TypeReference<>() {};

    private final SystemStore store;
    private final String node;

    /** @param number 1 for the first notice ever, one more for each */
    record Posted(long number, String node, String topic, String tenant, String key) {
        Notice notice() {
            return new Notice(topic, tenant, key);
        }
    }

    NoticeBoard(SystemStore store, String node) {
        this.store = store;
        this.node = node;
    }

    /** The number of the newest notice; 0 when there was none. */
    long newest() {
        return clock().map(NoticeBoard::number).orElse(0L);
    }

    /** The notices still on the board, oldest first. */
    List<Posted> list() {
        return store.find("", KIND, BOARD)
                .map(document -> JSON.readValue(document.json(), LIST))
                .orElse(List.of());
    }

    /**
     * Writes documents of the installation together with notices about them.
     *
     * @return false when an expected version of the documents did not fit; nothing was written
     */
    boolean post(List<Put> puts, List<Notice> notices) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Document> clock = clock();
            long version = clock.map(Document::version).orElse(0L);
            long number = clock.map(NoticeBoard::number).orElse(0L);
            List<Posted> board = new ArrayList<>(list());
            for (Notice notice : notices) {
                board.add(new Posted(++number, node, notice.topic(), notice.tenant(), notice.key()));
            }
            List<Put> all = new ArrayList<>(puts);
            all.add(new Put(KIND, CLOCK, version, Long.toString(number).getBytes(StandardCharsets.US_ASCII)));
            all.add(new Put(
                    KIND,
                    BOARD,
                    -1,
                    JSON.writeValueAsBytes(board.subList(Math.max(0, board.size() - KEPT), board.size()))));
            if (store.write("", all)) {
                return true;
            }
            if (clock().map(Document::version).orElse(0L) == version) {
                return false;
            }
            // Another was faster; those who wait wait differently long, so that they do not meet again.
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(100_000, 2_000_000L * Math.min(i + 1, 20)));
        }
        throw new IllegalStateException("Notices could not be written in " + TRIES + " tries");
    }

    private Optional<Document> clock() {
        return store.find("", KIND, CLOCK);
    }

    private static long number(Document clock) {
        return Long.parseLong(new String(clock.json(), StandardCharsets.US_ASCII));
    }
}
