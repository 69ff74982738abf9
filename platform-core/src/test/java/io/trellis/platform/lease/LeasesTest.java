package io.trellis.platform.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.sqlite.SqliteRecordStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes over one store, each with a clock of its own that the test moves. */
class LeasesTest {
    private static final Duration LENGTH = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private RecordStore store;
    private final AtomicLong now = new AtomicLong(1);
    private Leases here;
    private Leases there;

    @BeforeEach
    void open() {
        store = SqliteRecordStore.open(folder.resolve("trellis.db"), SqliteRecordStore.Options.defaults());
        here = node("here", true);
        there = node("there", true);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Their clocks show different times, which must not matter. */
    private Leases node(String name, boolean shared) {
        long ahead = name.hashCode() * 1_000_000_000L;
        return new Leases(store.system(), shared, LENGTH, name, () -> now.get() + ahead);
    }

    private void pass(long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private static void round(Leases... nodes) {
        for (Leases node : nodes) {
            node.beat();
        }
        for (Leases node : nodes) {
            node.look();
        }
    }

    @Test
    void oneOfTwoGetsIt() {
        round(here, there);
        Lease lease = here.tryTake("work").orElseThrow();
        assertThat(lease.held()).isTrue();
        assertThat(there.tryTake("work")).isEmpty();
        assertThat(here.tryTake("work")).isEmpty();
        assertThat(there.tryTake("other")).isPresent();
        there.look();
        assertThat(there.holder("work")).contains("here");
        assertThat(here.holder("work")).contains("here");
    }

    @Test
    void aNodeThatHasJustStartedIsNotTakenForDead() {
        round(there);
        Leases fresh = node("fresh", true);
        fresh.beat();
        fresh.tryTake("work").orElseThrow();
        assertThat(there.tryTake("work")).isEmpty();
        assertThat(there.alive(fresh.nodeId())).isTrue();
    }

    @Test
    void oneOfManyThreadsOfANodeGetsIt() {
        round(here);
        for (int i = 0; i < 20; i++) {
            String name = "work" + i;
            List<CompletableFuture<Optional<Lease>>> tries = IntStream.range(0, 8)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> here.tryTake(name), Thread::startVirtualThread))
                    .toList();
            assertThat(tries.stream().filter(one -> one.join().isPresent())).hasSize(1);
        }
    }

    @Test
    void whoLivesKeepsIt() {
        round(here, there);
        Lease lease = here.tryTake("work").orElseThrow();
        for (int i = 0; i < 10; i++) {
            pass(4);
            round(here, there);
            assertThat(there.tryTake("work")).isEmpty();
            assertThat(lease.held()).isTrue();
        }
    }

    @Test
    void isFreeWhenItsHolderHasBeenSilentForTooLong() {
        round(here, there);
        Lease lost = here.tryTake("work").orElseThrow();
        there.look();
        pass(9);
        round(there);
        assertThat(there.tryTake("work")).isEmpty();
        assertThat(lost.held()).isTrue();
        pass(1);
        round(there);
        Lease taken = there.tryTake("work").orElseThrow();
        assertThat(lost.held()).isFalse();
        assertThat(taken.token()).isGreaterThan(lost.token());
        // It awakes: what it had stays lost, and giving it back takes nothing from the new holder.
        round(here);
        assertThat(lost.held()).isFalse();
        lost.release();
        assertThat(here.tryTake("work")).isEmpty();
        assertThat(taken.held()).isTrue();
    }

    @Test
    void aNodeThatWasSilentForTooLongStartsAnewEvenIfNobodyNoticed() {
        round(here);
        Lease lost = here.tryTake("work").orElseThrow();
        pass(11);
        assertThat(lost.held()).isFalse();
        assertThat(here.tryTake("work")).isEmpty();
        round(here);
        assertThat(lost.held()).isFalse();
        assertThat(here.tryTake("work").orElseThrow().token()).isGreaterThan(lost.token());
    }

    @Test
    void isFreeAtOnceWhenItIsGivenBack() {
        round(here, there);
        Lease first = here.tryTake("work").orElseThrow();
        first.release();
        assertThat(first.held()).isFalse();
        there.look();
        Lease second = there.tryTake("work").orElseThrow();
        assertThat(second.token()).isGreaterThan(first.token());
    }

    @Test
    void everythingIsFreeAtOnceWhenANodeStops() {
        round(here, there);
        here.tryTake("work").orElseThrow();
        here.tryTake("more").orElseThrow();
        here.stop();
        there.look();
        assertThat(there.tryTake("work")).isPresent();
        assertThat(there.tryTake("more")).isPresent();
        assertThat(there.nodes()).extracting(Leases.NodeInfo::name).containsExactly("there");
    }

    @Test
    void whereNobodyElseCanBeWhatAnotherProcessHadIsFree() {
        Leases killed = node("killed", false);
        Lease old = killed.tryTake("work").orElseThrow();
        Leases next = node("next", false);
        Lease lease = next.tryTake("work").orElseThrow();
        assertThat(lease.token()).isGreaterThan(old.token());
        pass(1_000);
        assertThat(lease.held()).isTrue();
        assertThat(store.system().list("", "nodes")).isEmpty();
    }

    @Test
    void livingNodesAreListedWithThisOneFirst() {
        round(here, there);
        assertThat(there.nodes()).extracting(Leases.NodeInfo::name).containsExactly("there", "here");
        assertThat(there.nodes().getFirst().self()).isTrue();
        assertThat(there.alive(here.nodeId())).isTrue();
        pass(11);
        there.look();
        assertThat(there.alive(here.nodeId())).isFalse();
    }

    @Test
    void aStartedNodeBeatsByItself() {
        here.start();
        there.start();
        assertThat(here.tryTake("work")).isPresent();
        assertThat(there.tryTake("work")).isEmpty();
        here.stop();
        there.stop();
    }
}
