package io.trellis.rules.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.sqlite.SqliteRecordStore;
import io.trellis.rules.escalation.EscalationLog.Entry;
import io.trellis.rules.escalation.EscalationLog.Kept;
import io.trellis.rules.escalation.EscalationLog.Outcome;
import io.trellis.rules.escalation.EscalationLog.Reason;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marks and the log in a store. */
class NotedTest {
    private static final Instant SINCE = Instant.parse("2026-05-01T00:00:00Z");

    @TempDir
    Path home;

    private SqliteRecordStore store;
    private Marks marks;
    private EscalationLog log;

    @BeforeEach
    void open() {
        store = SqliteRecordStore.open(home.resolve("data.db"), SqliteRecordStore.Options.defaults());
        marks = new Marks(store);
        log = new EscalationLog(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static String id(int number) {
        return "tck_%05d".formatted(number);
    }

    private void mark(String rule, int from, int to) {
        marks.write(
                "t",
                IntStream.range(from, to)
                        .mapToObj(i -> Marks.put(rule, id(i), Mark.start(SINCE).done(i, SINCE), 0))
                        .toList());
    }

    @Test
    void aPageFindsItsMarksHoweverManyLieBetween() {
        mark("esc_a", 0, 1_200);
        mark("esc_b", 0, 10);
        List<String> ids = List.of(id(3), id(499), id(500), id(501), id(1_199), id(5_000));

        Map<String, Marks.Kept> found = marks.of("t", "esc_a", ids);
        for (int i : List.of(3, 499, 500, 501, 1_199)) {
            assertThat(found.get(id(i)).mark().next()).isEqualTo(i + 1);
            assertThat(found.get(id(i)).version()).isEqualTo(1);
        }
        assertThat(found.getOrDefault(id(5_000), new Marks.Kept(null, 0)).mark())
                .isNull();
        assertThat(marks.of("other", "esc_a", ids).values()).allMatch(kept -> kept.mark() == null);
        assertThat(marks.of("t", "esc_b", ids).get(id(499))).isNull();
    }

    @Test
    void onlyOneOfTwoWritersNotesALevel() {
        List<SystemStore.Put> put = List.of(Marks.put("esc_a", id(1), Mark.start(SINCE), 0));

        assertThat(marks.write("t", put)).isTrue();
        assertThat(marks.write("t", put)).isFalse();
    }

    @Test
    void rulesThatAreGoneAreForgottenAndNoOthers() {
        mark("esc_a", 0, 1_300);
        mark("esc_a.b", 0, 3);
        mark("esc_c", 0, 1_300);
        mark("esc_d", 0, 3);

        marks.keepOnly("t", Set.of("esc_a.b", "esc_c"));

        assertThat(marks.find("t", "esc_a", id(1_299)).mark()).isNull();
        assertThat(marks.find("t", "esc_a.b", id(2)).mark()).isNotNull();
        assertThat(marks.find("t", "esc_c", id(1_299)).mark()).isNotNull();
        assertThat(marks.find("t", "esc_d", id(0)).mark()).isNull();
    }

    private static Entry entry(int number) {
        return new Entry(
                SINCE,
                "ticket.late",
                "ticket",
                id(number),
                1,
                Outcome.REFUSED,
                SINCE,
                new BigDecimal("1.5"),
                "usr_1",
                null,
                Map.of("note", "x"),
                List.of(new Reason("REQUIRED", "/note", Map.of("zh-CN", "必填", "en-US", "Required"))));
    }

    @Test
    void theLogKeepsTheNewestEntriesInTheirOrder() {
        List<SystemStore.Put> puts = new ArrayList<>();
        for (int i = 0; i < EscalationLog.KEPT + 700; i++) {
            puts.add(log.put(entry(i)));
        }
        store.system().write("t", puts);

        log.trim("t");

        List<Kept> all = new ArrayList<>();
        String before = null;
        for (List<Kept> page = log.list("t", null); !page.isEmpty(); page = log.list("t", before)) {
            all.addAll(page);
            before = page.getLast().key();
        }
        assertThat(all).hasSize(EscalationLog.KEPT);
        assertThat(all.getFirst().entry()).isEqualTo(entry(EscalationLog.KEPT + 699));
        assertThat(all.getLast().entry().record()).isEqualTo(id(700));
    }
}
