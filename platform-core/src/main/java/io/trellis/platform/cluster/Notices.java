package io.trellis.platform.cluster;

import io.trellis.platform.lease.Leases;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.SystemStore.Put;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Tells the other nodes what they must look up again; whoever calls has already seen to this one. Where the store belongs to this
 * process alone there is nobody to tell, and nothing is written. Thread-safe.
 */
@Component
public final class Notices {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final SystemStore store;
    /** Null where there are no other nodes. */
    private final NoticeBoard board;

    @Autowired
    Notices(RecordStore store, Leases leases) {
        this(store.system(), leases.shared() ? leases.nodeId() : null);
    }

    private Notices(SystemStore store, String node) {
        this.store = store;
        this.board = node == null ? null : new NoticeBoard(store, node);
    }

    /** For a store that nobody else reads. */
    public static Notices unheard(SystemStore store) {
        return new Notices(store, null);
    }

    /** Notices in the name of a node. */
    static Notices of(SystemStore store, String node) {
        return new Notices(store, node);
    }

    /**
     * Tells the others of something that is done already. A store that can't be written just now is noted in the log only: whoever posts
     * this way also compares now and then, see {@link NoticeListener#recheckEvery}.
     */
    public void post(Notice notice) {
        try {
            write(List.of(), List.of(notice));
        } catch (RuntimeException failure) {
            LOG.warn("Other nodes were not told about {}: {}", notice.topic(), failure.getMessage());
        }
    }

    /**
     * Writes documents of the installation and the notices about them, both or neither.
     *
     * @return false when an expected version did not fit, in which case nothing was written
     */
    public boolean write(List<Put> puts, List<Notice> notices) {
        if (board != null && !notices.isEmpty()) {
            return board.post(puts, notices);
        }
        return puts.isEmpty() || store.write("", puts);
    }
}
