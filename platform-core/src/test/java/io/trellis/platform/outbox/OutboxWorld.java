package io.trellis.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.lease.Leases;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.DeliveryLog;
import io.trellis.platform.store.DeliveryLog.Delivery;
import io.trellis.platform.store.DeliveryLog.Filter;
import io.trellis.platform.store.DeliveryLog.Key;
import io.trellis.platform.store.DeliveryLog.State;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import io.trellis.platform.store.StoreFixtures;
import io.trellis.platform.store.sqlite.SqliteRecordStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** A store with two tenants, a clock that the test moves, and dispatchers over them. */
final class OutboxWorld implements AutoCloseable {
    static final CatalogObject THING = StoreFixtures.object("thing", List.of(StoreFixtures.field("name", Shape.TEXT)));
    static final Realm ONE = StoreFixtures.realm("one", THING);
    static final Realm TWO = StoreFixtures.realm("two", THING);

    final RecordStore store;
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-02-03T12:00:00Z"));
    private final List<OutboxDispatcher> dispatchers = new ArrayList<>();
    private final List<Leases> leases = new ArrayList<>();

    OutboxWorld(Path folder) {
        this(SqliteRecordStore.open(
                folder.resolve("trellis.db"), new SqliteRecordStore.Options(SqliteRecordStore.Durability.NORMAL, 2)));
    }

    OutboxWorld(RecordStore store) {
        this.store = store;
        store.prepare(ONE, THING);
        store.prepare(TWO, THING);
    }

    /** What a listener does with one event. */
    interface Doing {
        /** @return null, or why there was nothing to do */
        String take(OutboxEvent event) throws Exception;
    }

    /** Takes event by event and remembers those that went well, as {@code id:version}. */
    static final class Recorder implements OutboxListener {
        final String name;
        final List<String> seen = new CopyOnWriteArrayList<>();
        volatile Doing doing;
        volatile boolean remember = true;

        Recorder(String name, Doing doing) {
            this.name = name;
            this.doing = doing;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Outcome handle(List<OutboxEvent> events) throws Exception {
            Outcome outcome = Outcome.handled();
            for (OutboxEvent event : events) {
                String reason = doing.take(event);
                if (reason == null && remember) {
                    seen.add(event.id() + ":" + event.version());
                }
                if (reason != null) {
                    outcome.skipped(event, reason);
                }
            }
            return outcome;
        }
    }

    static OutboxSettings settings(int attempts) {
        return new OutboxSettings(
                50, attempts, Duration.ofSeconds(10), Duration.ofMinutes(5), 1_000, Duration.ofDays(7), Duration.ZERO);
    }

    /** A node on this store alone. */
    OutboxDispatcher start(OutboxSettings settings, OutboxListener... listeners) {
        return start(store, Duration.ofSeconds(10), settings, listeners);
    }

    OutboxDispatcher start(RecordStore seen, Duration lease, OutboxSettings settings, OutboxListener... listeners) {
        Leases own = Leases.over(seen, lease, "node" + leases.size());
        leases.add(own);
        own.start();
        var dispatcher = new OutboxDispatcher(seen, List.of(listeners), settings, own, now::get);
        dispatchers.add(dispatcher);
        dispatcher.start();
        return dispatcher;
    }

    void create(Realm realm, String id) {
        store.commit(realm, new Commit(List.of(StoreFixtures.create("thing", id, Map.of()))))
                .join();
    }

    void update(Realm realm, String id, long version) {
        store.commit(realm, new Commit(List.of(StoreFixtures.update("thing", id, version, Map.of()))))
                .join();
    }

    /** Lets time pass and everybody look at the clock. */
    void pass(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
        dispatchers.forEach(OutboxDispatcher::wake);
    }

    List<Delivery> entries(State... states) {
        return store.deliveries().list(new Filter(null, null, null, null, Set.of(states)), Key.FIRST, 10_000);
    }

    long count(String listener, String outcome) {
        return store.deliveries().counts(null).stream()
                .filter(count -> count.listener().equals(listener)
                        && count.tally().outcome().equals(outcome))
                .mapToLong(DeliveryLog.Count::events)
                .sum();
    }

    /** Everything that is accounted for at a listener: settled for good, or open. */
    long accounted(String listener) {
        return java.util.stream.Stream.concat(
                        store.deliveries().counts(null).stream(), store.deliveries().open(null).stream())
                .filter(count -> count.listener().equals(listener))
                .mapToLong(DeliveryLog.Count::events)
                .sum();
    }

    /** Whether a listener has settled every event there is. */
    boolean settled(String listener) {
        return store.deliveries().listeners().stream()
                .anyMatch(known -> known.name().equals(listener)
                        && known.position() >= store.outboxRange().newest());
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 3000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Override
    public void close() {
        dispatchers.stream().filter(OutboxDispatcher::isRunning).forEach(OutboxDispatcher::stop);
        leases.forEach(Leases::stop);
        store.close();
    }
}
