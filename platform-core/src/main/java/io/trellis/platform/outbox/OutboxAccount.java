package io.trellis.platform.outbox;

import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.lease.Leases;
import io.trellis.platform.store.DeliveryLog;
import io.trellis.platform.store.DeliveryLog.Count;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** How far the listeners are and what became of the events: a tenant's own for its administrators, all for who runs the installation. */
@Component
final class OutboxAccount {
    /** Events are counted up to here; beyond it is enough to know that there are many. */
    private static final int LOOKED_AT = 1_000;

    private final RecordStore store;
    private final Access access;
    private final OutboxDispatcher dispatcher;
    private final Leases leases;

    OutboxAccount(RecordStore store, Access access, OutboxDispatcher dispatcher, Leases leases) {
        this.store = store;
        this.access = access;
        this.dispatcher = dispatcher;
        this.leases = leases;
    }

    /** Numbers of events by what became of them; {@code skipped} is the sum of {@code skippedBy}. */
    record Totals(long handled, long skipped, Map<String, Long> skippedBy, long waiting, long dead) {}

    /**
     * @param perNode each node runs its own; nothing is counted then, and what is behind is this node's
     * @param state {@code running}, {@code stalled} when it can't handle anything at present, {@code unclaimed} when no node runs it
     * @param behind events that it has not had yet, up to 1,000
     * @param lagSeconds age of the oldest of them
     * @param message why it is stalled
     * @param account null where {@code perNode}
     */
    record ListenerView(
            String name,
            boolean perNode,
            String state,
            long behind,
            long lagSeconds,
            Instant stalledSince,
            String message,
            Totals account) {}

    record Listeners(List<ListenerView> listeners) {}

    /** @throws io.trellis.platform.problem.ProblemException FORBIDDEN */
    Listeners list(Actor actor) {
        access.requireSystem(actor, DeadLetters.PERMISSION);
        return new Listeners(views(actor.tenant(), actor.locale()));
    }

    private List<ListenerView> views(String tenant, String locale) {
        Map<String, Totals> totals = totals(tenant);
        Map<String, Stalls.Stall> stalls = Stalls.all(store.system());
        Map<String, Long> positions = positions();
        Map<Long, List<OutboxEvent>> ahead = new HashMap<>();
        List<ListenerView> views = new ArrayList<>();
        for (OutboxListener listener : dispatcher.listeners()) {
            String name = listener.name();
            List<OutboxEvent> events = positions.containsKey(name)
                    ? ahead.computeIfAbsent(positions.get(name), after -> store.readOutbox(after, LOOKED_AT)).stream()
                            .filter(event -> tenant == null || event.tenant().equals(tenant))
                            .toList()
                    : List.of();
            Stalls.Stall stall = stalls.get(name);
            boolean running = listener.perNode()
                    || leases.holder(ClusterFollower.leaseOf(name)).isPresent();
            views.add(new ListenerView(
                    name,
                    listener.perNode(),
                    stall != null ? "stalled" : running ? "running" : "unclaimed",
                    events.size(),
                    events.isEmpty()
                            ? 0
                            : Math.max(
                                    0,
                                    Duration.between(events.getFirst().at(), Instant.now())
                                            .toSeconds()),
                    stall == null ? null : stall.since(),
                    stall == null ? null : Faults.text(stall.code(), stall.params(), locale),
                    listener.perNode() ? null : totals.getOrDefault(name, new Totals(0, 0, Map.of(), 0, 0))));
        }
        return views;
    }

    private Map<String, Long> positions() {
        Map<String, Long> positions = new HashMap<>();
        store.deliveries().listeners().forEach(known -> positions.put(known.name(), known.position()));
        dispatcher.own().forEach(own -> positions.put(own.listener.name(), own.position()));
        return positions;
    }

    private Map<String, Totals> totals(String tenant) {
        Map<String, List<Count>> byListener = new TreeMap<>();
        all(tenant).forEach(count -> byListener
                .computeIfAbsent(count.listener(), _ -> new ArrayList<>())
                .add(count));
        Map<String, Totals> totals = new HashMap<>();
        byListener.forEach((listener, counts) -> totals.put(listener, sum(counts)));
        return totals;
    }

    private List<Count> all(String tenant) {
        List<Count> all = new ArrayList<>(store.deliveries().counts(tenant));
        all.addAll(store.deliveries().open(tenant));
        return all;
    }

    private static Totals sum(List<Count> counts) {
        long handled = 0;
        long waiting = 0;
        long dead = 0;
        Map<String, Long> skipped = new TreeMap<>();
        for (Count count : counts) {
            switch (count.tally().outcome()) {
                case DeliveryLog.HANDLED -> handled += count.events();
                case "waiting", "replay" -> waiting += count.events();
                case "dead" -> dead += count.events();
                default ->
                    skipped.merge(
                            count.tally().outcome().substring(DeliveryLog.SKIPPED.length()), count.events(), Long::sum);
            }
        }
        return new Totals(
                handled, skipped.values().stream().mapToLong(Long::longValue).sum(), skipped, waiting, dead);
    }

    /** @param day of the events in UTC; null for those too old to be kept by day, and for what waits or is dead */
    record Row(String listener, String object, LocalDate day, Totals events) {}

    record Rows(List<Row> rows) {}

    /**
     * The tenant's account by listener, object and day.
     *
     * @throws io.trellis.platform.problem.ProblemException FORBIDDEN
     */
    Rows rows(Actor actor, String listener) {
        access.requireSystem(actor, DeadLetters.PERMISSION);
        record Place(String listener, String object, int day) {}
        Map<Place, List<Count>> byPlace = new HashMap<>();
        all(actor.tenant()).stream()
                .filter(count -> listener == null || count.listener().equals(listener))
                .forEach(count -> byPlace.computeIfAbsent(
                                new Place(
                                        count.listener(),
                                        count.tally().object(),
                                        count.tally().day()),
                                _ -> new ArrayList<>())
                        .add(count));
        List<Row> rows = new ArrayList<>();
        byPlace.forEach((place, counts) -> rows.add(new Row(
                place.listener(),
                place.object(),
                place.day() == DeliveryLog.EARLIER ? null : LocalDate.ofEpochDay(place.day()),
                sum(counts))));
        rows.sort(Comparator.comparing(Row::listener)
                .thenComparing(Row::object)
                .thenComparing(Row::day, Comparator.nullsFirst(Comparator.reverseOrder())));
        return new Rows(rows);
    }

    /** @param node that runs it, or null; for {@code perNode} this node */
    record InstalledListener(ListenerView listener, Long position, String node, Long handled, Long givenUp) {}

    /** @param newest position of the newest event */
    record Installation(List<Leases.NodeInfo> nodes, long newest, long trimmed, List<InstalledListener> listeners) {}

    /** Everything, over all tenants. */
    Installation installation(String locale) {
        Map<String, Long> positions = positions();
        Map<String, NodeFollower> own = new HashMap<>();
        dispatcher.own().forEach(follower -> own.put(follower.listener.name(), follower));
        var range = store.outboxRange();
        return new Installation(
                leases.nodes(),
                range.newest(),
                range.trimmed(),
                views(null, locale).stream()
                        .map(view -> new InstalledListener(
                                view,
                                positions.get(view.name()),
                                view.perNode()
                                        ? leases.nodes().getFirst().name()
                                        : leases.holder(ClusterFollower.leaseOf(view.name()))
                                                .orElse(null),
                                view.perNode() ? (Long) own.get(view.name()).handled() : null,
                                view.perNode() ? (Long) own.get(view.name()).givenUp() : null))
                        .toList());
    }
}
