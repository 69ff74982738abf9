package io.trellis.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.store.DeliveryLog.Delivery;
import io.trellis.platform.store.DeliveryLog.Filter;
import io.trellis.platform.store.DeliveryLog.Key;
import io.trellis.platform.store.DeliveryLog.Settlement;
import io.trellis.platform.store.DeliveryLog.State;
import io.trellis.platform.store.DeliveryLog.Tally;
import io.trellis.platform.store.DeliveryLog.Turn;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The account of events. */
interface DeliveryContract extends StoreContract {
    Instant NOON = Instant.parse("2026-02-03T12:00:00Z");
    Filter ANY = new Filter(null, null, null, null, Set.of());

    private DeliveryLog log() {
        return store().deliveries();
    }

    private static OutboxEvent event(long position, String tenant, String record) {
        return new OutboxEvent(position, tenant, "thing", record, position, "updated", NOON, "usr_1", "api");
    }

    private static Delivery entry(String listener, OutboxEvent event, State state) {
        boolean waits = state == State.WAITING;
        return new Delivery(
                listener,
                event,
                state,
                state == State.SKIPPED ? "notMine" : "UNEXPECTED",
                "{\"errorId\":\"x\"}",
                state == State.SKIPPED ? 0 : 2,
                waits ? NOON.plusSeconds(5) : null,
                NOON);
    }

    private static Settlement step(long token, long from, long to, List<Delivery> added, Map<Tally, Integer> counts) {
        return new Settlement("mail", token, from, to, added, List.of(), List.of(), counts, NOON);
    }

    private void claimed(String listener) {
        assertThat(log().claim(listener, 1, 0, NOON)).isPresent();
    }

    @Test
    default void aListenerBeginsWhereItIsClaimedFirstAndStaysWhereItIs() {
        assertThat(log().claim("mail", 1, 7, NOON)).contains(new DeliveryLog.Listener("mail", 7, 1, NOON, NOON));
        assertThat(log().settle(step(1, 7, 9, List.of(), Map.of()))).isTrue();
        Instant later = NOON.plusSeconds(60);
        assertThat(log().claim("mail", 2, 100, later)).contains(new DeliveryLog.Listener("mail", 9, 2, NOON, later));
        assertThat(log().listeners()).extracting(DeliveryLog.Listener::name).containsExactly("mail");
    }

    @Test
    default void onlyTheLastOwnerSettles() {
        claimed("mail");
        assertThat(log().claim("mail", 5, 0, NOON)).isPresent();
        assertThat(log().claim("mail", 4, 0, NOON)).isEmpty();
        Tally tally = Tally.of(event(1, "one", "t1"), DeliveryLog.HANDLED);
        assertThat(log().settle(step(1, 0, 1, List.of(), Map.of(tally, 1)))).isFalse();
        assertThat(log().counts(null)).isEmpty();
        assertThat(log().settle(step(5, 0, 1, List.of(), Map.of(tally, 1)))).isTrue();
        assertThat(log().settle(step(5, 0, 1, List.of(), Map.of(tally, 1)))).isFalse();
        assertThat(log().counts(null)).containsExactly(new DeliveryLog.Count("mail", tally, 1));
    }

    @Test
    default void aStepWritesItsEntriesAndCountsTogether() {
        claimed("mail");
        Delivery waiting = entry("mail", event(1, "one", "t1"), State.WAITING);
        Delivery skipped = entry("mail", event(2, "one", "t2"), State.SKIPPED);
        Tally handled = Tally.of(event(3, "two", "t1"), DeliveryLog.HANDLED);
        assertThat(log().settle(step(1, 0, 3, List.of(waiting, skipped), Map.of(handled, 1))))
                .isTrue();
        assertThat(log().list(ANY, Key.FIRST, 10)).containsExactly(waiting, skipped);
        assertThat(handled.day())
                .isEqualTo((int) java.time.LocalDate.of(2026, 2, 3).toEpochDay());
        Delivery dead = entry("mail", waiting.event(), State.DEAD);
        assertThat(log().settle(new Settlement("mail", 1, 3, 3, List.of(), List.of(dead), List.of(2L), Map.of(), NOON)))
                .isTrue();
        assertThat(log().list(ANY, Key.FIRST, 10)).containsExactly(dead);
        assertThat(log().open(null))
                .containsExactly(
                        new DeliveryLog.Count("mail", new Tally("one", "thing", DeliveryLog.EARLIER, "dead"), 1));
    }

    @Test
    default void entriesAreFoundByWhatTheyAreAbout() {
        claimed("mail");
        claimed("hook");
        List<Delivery> entries = new ArrayList<>();
        State[] states = State.values();
        for (int i = 1; i <= 12; i++) {
            entries.add(entry("mail", event(i, i % 2 == 0 ? "one" : "two", "t" + i % 3), states[i % 4]));
        }
        assertThat(log().settle(step(1, 0, 12, entries, Map.of()))).isTrue();
        Delivery other = entry("hook", event(4, "one", "t1"), State.DEAD);
        assertThat(log().settle(new Settlement("hook", 1, 0, 4, List.of(other), List.of(), List.of(), Map.of(), NOON)))
                .isTrue();
        entries.add(3, other);
        for (Filter filter : List.of(
                ANY,
                new Filter("one", null, null, null, Set.of()),
                new Filter(null, "mail", null, null, Set.of(State.REPLAY)),
                new Filter(null, "mail", null, null, Set.of(State.WAITING, State.REPLAY)),
                new Filter("one", null, null, null, Set.of(State.DEAD)),
                new Filter("two", null, "thing", "t1", Set.of()),
                new Filter(null, null, "thing", null, Set.of(State.DEAD, State.SKIPPED)),
                new Filter("three", null, null, null, Set.of()))) {
            List<Delivery> wanted = entries.stream()
                    .filter(entry -> filter.tenant() == null
                            || filter.tenant().equals(entry.event().tenant()))
                    .filter(entry ->
                            filter.listener() == null || filter.listener().equals(entry.listener()))
                    .filter(entry -> filter.record() == null
                            || filter.record().equals(entry.event().id()))
                    .filter(entry ->
                            filter.states().isEmpty() || filter.states().contains(entry.state()))
                    .toList();
            assertThat(log().list(filter, Key.FIRST, 100)).as("%s", filter).containsExactlyElementsOf(wanted);
        }
        List<Delivery> pages = new ArrayList<>();
        for (Key at = Key.FIRST; ; at = pages.getLast().key()) {
            List<Delivery> page = log().list(ANY, at, 5);
            if (page.isEmpty()) {
                break;
            }
            pages.addAll(page);
        }
        assertThat(pages).containsExactlyElementsOf(entries);
    }

    @Test
    default void aPersonTurnsOnlyWhatIsStillAsTheySawIt() {
        claimed("mail");
        Delivery dead = entry("mail", event(1, "one", "t1"), State.DEAD);
        log().settle(step(1, 0, 1, List.of(dead), Map.of()));
        Delivery replay = entry("mail", dead.event(), State.REPLAY);
        Tally tally = Tally.of(dead.event(), "skipped:discarded");
        assertThat(log().turn(List.of(new Turn(dead, replay, null)))).isEqualTo(1);
        Delivery discarded = entry("mail", dead.event(), State.SKIPPED);
        assertThat(log().turn(List.of(new Turn(dead, discarded, tally)))).isZero();
        assertThat(log().counts(null)).isEmpty();
        assertThat(log().turn(List.of(new Turn(replay, discarded, tally)))).isEqualTo(1);
        assertThat(log().counts("one")).containsExactly(new DeliveryLog.Count("mail", tally, 1));
        assertThat(log().list(ANY, Key.FIRST, 10)).containsExactly(discarded);
    }

    @Test
    default void skippedEventsAreForgottenAfterAWhileAndNoOthers() {
        claimed("mail");
        List<Delivery> entries = List.of(
                entry("mail", event(1, "one", "t1"), State.DEAD),
                entry("mail", event(2, "one", "t2"), State.SKIPPED),
                entry("mail", event(3, "one", "t3"), State.SKIPPED));
        log().settle(step(1, 0, 3, entries, Map.of()));
        assertThat(log().forgetSkipped(NOON)).isZero();
        assertThat(log().forgetSkipped(NOON.plusSeconds(1))).isEqualTo(2);
        assertThat(log().list(ANY, Key.FIRST, 10)).containsExactly(entries.getFirst());
    }

    @Test
    default void oldDaysAreAddedUp() {
        claimed("mail");
        Tally first = new Tally("one", "thing", 100, DeliveryLog.HANDLED);
        Tally second = new Tally("one", "thing", 101, DeliveryLog.HANDLED);
        Tally third = new Tally("one", "thing", 102, DeliveryLog.HANDLED);
        log().settle(step(1, 0, 9, List.of(), Map.of(first, 2, second, 3, third, 4)));
        log().foldCounts(101);
        log().foldCounts(102);
        assertThat(log().counts("one"))
                .containsExactly(
                        new DeliveryLog.Count(
                                "mail", new Tally("one", "thing", DeliveryLog.EARLIER, DeliveryLog.HANDLED), 5),
                        new DeliveryLog.Count("mail", third, 4));
        assertThat(log().counts("two")).isEmpty();
    }

    @Test
    default void aTenantsEntriesAndCountsGoWithIt() {
        claimed("mail");
        Delivery one = entry("mail", event(1, "one", "t1"), State.WAITING);
        Delivery two = entry("mail", event(2, "two", "t1"), State.WAITING);
        log().settle(step(
                1,
                0,
                2,
                List.of(one, two),
                Map.of(Tally.of(one.event(), DeliveryLog.HANDLED), 1, Tally.of(two.event(), DeliveryLog.HANDLED), 1)));
        store().dropTenant("one");
        assertThat(log().list(ANY, Key.FIRST, 10)).containsExactly(two);
        assertThat(log().counts(null)).hasSize(1);
        // What the owner still has in hand of it does not come back.
        assertThat(log().settle(new Settlement("mail", 1, 2, 2, List.of(), List.of(one), List.of(), Map.of(), NOON)))
                .isTrue();
        assertThat(log().list(ANY, Key.FIRST, 10)).containsExactly(two);
    }
}
