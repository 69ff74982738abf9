package io.trellis.platform.outbox;

import io.trellis.platform.store.RecordStore.OutboxEvent;
import io.trellis.platform.store.RecordStore.OutboxRange;
import java.time.Duration;
import java.util.List;

/**
 * Work that follows commits: a search index, roll-ups, flows, notifications, webhooks. Events come at least once and, for one
 * record, in the order of its versions, also when some of them fail: whatever is not settled before a crash comes again, so
 * handling one twice must do no harm.
 *
 * <p>Spring beans of this type are found. {@link #handle} is called from one thread at a time, and of a listener that is not
 * {@link #perNode} from one node at a time.
 */
public interface OutboxListener {
    /** Stable for ever: position and account are kept under it. Letters, digits, {@code -} and {@code .}. */
    String name();

    /**
     * Handles events, oldest first, and says what became of them; {@link Outcome#handled()} when it did what there was to do for
     * each. When it throws, the events are given again one by one to find the one that fails; that one is tried again after
     * growing pauses while later events of its record wait and all others go on, and in the end becomes a dead letter.
     *
     * @param events never empty, of any tenant
     * @throws Unavailable when no event is to blame, e.g. because another server can't be reached: all wait, and none counts as
     *     tried
     */
    Outcome handle(List<OutboxEvent> events) throws Exception;

    /**
     * Whether each node has one of its own that hears of everything, as a cache or an index on the node's disk needs, rather
     * than one node doing the work for all. Such a listener keeps its position itself, or none; its events are not accounted for
     * one by one, and one that fails every time is given up with a line in the log.
     */
    default boolean perNode() {
        return false;
    }

    /**
     * The position after which events are wanted. Asked when a listener is seen for the first time, for a {@link #perNode} one
     * at each start. A {@code perNode} listener is also asked again when events that it has not seen were trimmed: it compares
     * what it has with {@link OutboxRange#trimmed()}, rebuilds where something is missing, and says from where to go on.
     *
     * <p>By default all there still is, and for a {@code perNode} listener only what comes from now on.
     */
    default long begin(OutboxRange range) {
        return perNode() ? range.newest() : range.trimmed();
    }

    /**
     * How long an event waits for others, so that they are handled together. A batch costs a listener that writes somewhere else much
     * the same whether there is one event in it or a hundred; nothing, the default, is for those that others wait for.
     */
    default Duration gather() {
        return Duration.ZERO;
    }

    /**
     * Up to where events may be forgotten on a {@link #perNode} listener's account: for one that keeps its position itself, what it has
     * on its disk.
     *
     * @param handed up to where they were handed to it
     */
    default long settled(long handed) {
        return handed;
    }

    /** Nothing can be handled at present, whatever the event. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** @param message a sentence for the administrator, without data of any tenant */
        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
