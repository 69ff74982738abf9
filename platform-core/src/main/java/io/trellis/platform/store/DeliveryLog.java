package io.trellis.platform.store;

import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became of every event at every listener: how far each has come, one entry for each event that was not simply handled, and
 * counts of all. For every listener the counts and the open entries add up to the events behind its position, because position,
 * entries and counts change in one step ({@link #settle}), which only the present owner of the listener can take.
 */
public interface DeliveryLog {
    /** Outcomes in counts; a skipped event's is {@link #SKIPPED} and the reason. */
    String HANDLED = "handled";

    String SKIPPED = "skipped:";

    /** The day of counts that are too old to be kept day by day. */
    int EARLIER = 0;

    /**
     * Makes the holder of a token the owner of a listener: settlements with smaller tokens are refused from now on.
     *
     * @param token grows with every owner
     * @param begin position of a listener that is seen for the first time
     * @return empty when somebody with a greater token was quicker
     */
    Optional<Listener> claim(String listener, long token, long begin, Instant now);

    /** All listeners there ever were, by name. */
    List<Listener> listeners();

    /**
     * Writes all or nothing; durable when it returns.
     *
     * @return false when the listener has another owner or position by now
     */
    boolean settle(Settlement settlement);

    /** Entries by position and listener, from behind a key. */
    List<Delivery> list(Filter filter, Key after, int size);

    /**
     * Moves entries from one state to another and counts; those that are no longer as they were are left alone.
     *
     * @return how many were moved
     */
    int turn(List<Turn> turns);

    /**
     * Sums, by listener, tenant, object, day and outcome.
     *
     * @param tenant null for all
     */
    List<Count> counts(String tenant);

    /** Numbers of entries that are open, with their state's name in small letters as outcome and {@link #EARLIER} as day; as {@link #counts}. */
    List<Count> open(String tenant);

    /**
     * Forgets entries of skipped events that were settled before a moment; they stay counted.
     *
     * @return how many; there may be more while it is not 0
     */
    int forgetSkipped(Instant before);

    /** Adds counts of days before this one to those of {@link #EARLIER}. */
    void foldCounts(int beforeDay);

    /** How an entry stands. */
    enum State {
        /** Failed and tried again later, or behind one of the same record that is. */
        WAITING,
        /** To be tried again at once, because a person said so. */
        REPLAY,
        /** Failed for good unless a person has it tried again. */
        DEAD,
        /** Nothing had to be done, or a person said so. */
        SKIPPED
    }

    /**
     * @param token of the owner
     * @param since when it was seen first
     * @param touched when it was last claimed or settled
     */
    record Listener(String name, long position, long token, Instant since, Instant touched) {}

    record Key(String listener, long position) {
        public static final Key FIRST = new Key("", 0);
    }

    /**
     * An event that was not simply handled.
     *
     * @param reason a code: why it was skipped, or what problem it met last; null while it only waits behind another
     * @param params of the problem's text, JSON, or null
     * @param attempts how often it failed
     * @param next when it is tried again; null when it waits behind another or is not tried
     * @param changed when it came into this state
     */
    record Delivery(
            String listener,
            OutboxEvent event,
            State state,
            String reason,
            String params,
            int attempts,
            Instant next,
            Instant changed) {
        public Key key() {
            return new Key(listener, event.position());
        }
    }

    /**
     * One step of a listener.
     *
     * @param from the position it must be at
     * @param to its position afterwards
     * @param added entries of events up to {@code to}
     * @param changed entries that are there; one that is gone, as with its tenant, stays so
     * @param handled positions of entries that are no longer needed
     */
    record Settlement(
            String listener,
            long token,
            long from,
            long to,
            List<Delivery> added,
            List<Delivery> changed,
            List<Long> handled,
            Map<Tally, Integer> counts,
            Instant now) {
        public Settlement {
            added = List.copyOf(added);
            changed = List.copyOf(changed);
            handled = List.copyOf(handled);
            counts = Map.copyOf(counts);
        }
    }

    /** @param count null counts nothing */
    record Turn(Delivery before, Delivery after, Tally count) {}

    /**
     * What events are counted by.
     *
     * @param day of the event in UTC, days since 1970
     */
    record Tally(String tenant, String object, int day, String outcome) {
        public static Tally of(OutboxEvent event, String outcome) {
            return new Tally(
                    event.tenant(),
                    event.object(),
                    (int) Math.floorDiv(event.at().getEpochSecond(), 86_400L),
                    outcome);
        }
    }

    record Count(String listener, Tally tally, long events) {}

    /**
     * Which entries; null means any.
     *
     * @param states empty means any
     */
    record Filter(String tenant, String listener, String object, String record, Set<State> states) {
        public Filter {
            states = Set.copyOf(states);
        }
    }
}
