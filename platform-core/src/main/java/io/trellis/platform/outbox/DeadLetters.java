package io.trellis.platform.outbox;

import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.audit.Audit;
import io.trellis.platform.audit.AuditAction;
import io.trellis.platform.audit.AuditEvent;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.store.DeliveryLog;
import io.trellis.platform.store.DeliveryLog.Delivery;
import io.trellis.platform.store.DeliveryLog.Filter;
import io.trellis.platform.store.DeliveryLog.Key;
import io.trellis.platform.store.DeliveryLog.State;
import io.trellis.platform.store.DeliveryLog.Tally;
import io.trellis.platform.store.DeliveryLog.Turn;
import io.trellis.platform.store.RecordStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Events that were not simply handled, as administrators see them and decide about them: always those of their own tenant. Whoever
 * decides is in the log with the entry's listener and number.
 */
@Component
final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final int MOST = 500;
    private static final String DISCARDED = "discarded";
    static final String PERMISSION = "manageMetadata";

    private final DeliveryLog log;
    private final Access access;
    private final OutboxDispatcher dispatcher;
    private final Audit audit;

    DeadLetters(RecordStore store, Access access, OutboxDispatcher dispatcher, Audit audit) {
        this.audit = audit;
        this.log = store.deliveries();
        this.access = access;
        this.dispatcher = dispatcher;
    }

    /**
     * One entry.
     *
     * @param state {@code dead waiting skipped}
     * @param reason why it was skipped, or the code of the problem it met last
     * @param message that problem in the reader's language
     */
    record Letter(
            String listener,
            long event,
            String object,
            String record,
            long version,
            String kind,
            Instant at,
            String state,
            String reason,
            String message,
            int attempts,
            Instant nextAttemptAt,
            Instant changedAt) {
        static Letter of(Delivery entry, String locale) {
            return new Letter(
                    entry.listener(),
                    entry.event().position(),
                    entry.event().object(),
                    entry.event().id(),
                    entry.event().version(),
                    entry.event().kind(),
                    entry.event().at(),
                    stateOf(entry.state()),
                    entry.reason(),
                    entry.reason() == null || entry.state() == State.SKIPPED
                            ? null
                            : Faults.text(entry.reason(), entry.params(), locale),
                    entry.attempts(),
                    entry.next(),
                    entry.changed());
        }
    }

    /** What a person asked for again waits like any other. */
    static String stateOf(State state) {
        return switch (state) {
            case WAITING, REPLAY -> "waiting";
            case DEAD -> "dead";
            case SKIPPED -> "skipped";
        };
    }

    /** @param next cursor of the page after this one, or null on the last */
    record Page(List<Letter> deadLetters, String next) {}

    /** @throws ProblemException FORBIDDEN, INVALID_PARAMETER */
    Page list(Actor actor, String listener, String object, String state, String after, int size) {
        access.requireSystem(actor, PERMISSION);
        if (size < 1 || size > MOST) {
            throw invalid("size", "1–" + MOST);
        }
        var filter = new Filter(actor.tenant(), listener, object, null, states(state));
        List<Delivery> entries = log.list(filter, key(after), size + 1);
        boolean more = entries.size() > size;
        List<Delivery> page = more ? entries.subList(0, size) : entries;
        return new Page(
                page.stream().map(entry -> Letter.of(entry, actor.locale())).toList(),
                more ? page.getLast().event().position() + ":" + page.getLast().listener() : null);
    }

    private static Set<State> states(String state) {
        return switch (state) {
            case "dead" -> Set.of(State.DEAD);
            case "waiting" -> Set.of(State.WAITING, State.REPLAY);
            case "skipped" -> Set.of(State.SKIPPED);
            default -> throw invalid("state", "dead, waiting, skipped");
        };
    }

    private static Key key(String after) {
        if (after == null || after.isEmpty()) {
            return Key.FIRST;
        }
        int colon = after.indexOf(':');
        try {
            return new Key(after.substring(colon + 1), Long.parseLong(after.substring(0, Math.max(0, colon))));
        } catch (NumberFormatException wrong) {
            throw invalid("after", "next");
        }
    }

    private static ProblemException invalid(String parameter, String expected) {
        return new ProblemException(
                Kind.MALFORMED, "INVALID_PARAMETER", Map.of("parameter", parameter, "expected", expected));
    }

    /** What to do about a dead letter. */
    enum Decision {
        /** Try it anew, with all attempts before it. */
        REPLAY,
        /** Let it be; it counts as skipped. */
        DISCARD
    }

    /** @throws ProblemException NOT_FOUND when there is no such dead letter in the tenant, or no longer */
    void decide(Actor actor, Decision decision, String listener, long position) {
        access.requireSystem(actor, PERMISSION);
        var filter = new Filter(actor.tenant(), listener, null, null, Set.of(State.DEAD));
        List<Delivery> found = log.list(filter, new Key("", position), 1).stream()
                .filter(entry -> entry.event().position() == position)
                .toList();
        if (found.isEmpty() || turn(actor, decision, found) == 0) {
            throw ProblemException.notFound("deadLetter", listener + "/" + position);
        }
    }

    /**
     * Decides about all dead letters there are.
     *
     * @param listener null for all
     * @param object null for all
     * @return how many there were
     */
    int decideAll(Actor actor, Decision decision, String listener, String object) {
        access.requireSystem(actor, PERMISSION);
        var filter = new Filter(actor.tenant(), listener, object, null, Set.of(State.DEAD));
        int turned = 0;
        List<Delivery> page;
        for (Key after = Key.FIRST;
                !(page = log.list(filter, after, MOST)).isEmpty();
                after = page.getLast().key()) {
            turned += turn(actor, decision, page);
        }
        return turned;
    }

    private int turn(Actor actor, Decision decision, List<Delivery> entries) {
        Instant now = Instant.now();
        List<Turn> turns = new ArrayList<>(entries.size());
        for (Delivery entry : entries) {
            turns.add(
                    switch (decision) {
                        case REPLAY ->
                            new Turn(entry, moved(entry, State.REPLAY, entry.reason(), entry.params(), 0, now), null);
                        case DISCARD ->
                            new Turn(
                                    entry,
                                    moved(entry, State.SKIPPED, DISCARDED, null, entry.attempts(), now),
                                    Tally.of(entry.event(), DeliveryLog.SKIPPED + DISCARDED));
                    });
        }
        audit.write(
                actor.tenant(),
                AuditEvent.of(
                                switch (decision) {
                                    case REPLAY -> AuditAction.DEAD_LETTERS_REPLAYED;
                                    case DISCARD -> AuditAction.DEAD_LETTERS_DISCARDED;
                                },
                                actor.userId(),
                                actor.name())
                        .with(Map.of(
                                "events", entries.size(),
                                "first", entries.getFirst().key().toString(),
                                "last", entries.getLast().key().toString())));
        int turned = log.turn(turns);
        LOG.info(
                "{} of tenant {}: {} of {} dead letters from {} to {}",
                actor.userId(),
                actor.tenant(),
                decision.name().toLowerCase(Locale.ROOT),
                turned,
                entries.getFirst().key(),
                entries.getLast().key());
        dispatcher.ask();
        return turned;
    }

    private static Delivery moved(
            Delivery entry, State state, String reason, String params, int attempts, Instant now) {
        return new Delivery(entry.listener(), entry.event(), state, reason, params, attempts, null, now);
    }
}
