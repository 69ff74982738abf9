package io.trellis.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private Instant now = Instant.parse("2026-01-31T08:00:00Z");
    private final List<String> written = new ArrayList<>();
    private final Repeats<String> repeats =
            new Repeats<>(() -> now, (key, first, count) -> written.add(key + " " + first + " " + count));

    @Test
    void aThousandInAMinuteAreElevenWritesAndNoneIsLost() {
        for (int i = 0; i < 1000; i++) {
            repeats.happened("x");
        }
        assertThat(written).hasSize(10).endsWith("x 2026-01-31T08:00:00Z 512");
        now = now.plus(Duration.ofMinutes(1));
        repeats.flush();
        assertThat(written).hasSize(11).endsWith("x 2026-01-31T08:00:00Z 1000");
        repeats.happened("x");
        assertThat(written).endsWith("x 2026-01-31T08:01:00Z 1");
    }

    @Test
    void differentThingsAreToldApartUntilThereAreTooMany() {
        for (int i = 0; i < Repeats.MOST_KEYS + 5; i++) {
            repeats.happened("k" + i);
        }
        assertThat(written.stream().filter(one -> one.startsWith("k"))).hasSize(Repeats.MOST_KEYS);
        repeats.flushAll();
        assertThat(written).endsWith("null 2026-01-31T08:00:00Z 5");
    }
}
