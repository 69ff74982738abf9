package io.trellis.metadata.field.autonumber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class AutoNumberFormatTest {
    @Test
    void fillsInTheDayAndThenTheNumber() {
        String open = AutoNumberFormat.of("ORD-{yyyy}{MM}{dd}-{0000}").on(LocalDate.of(2026, 3, 7));

        assertThat(open).isEqualTo("ORD-20260307-{0000}");
        assertThat(AutoNumberFormat.fill(open, 42)).isEqualTo("ORD-20260307-0042");
        assertThat(AutoNumberFormat.fill(open, 123456)).isEqualTo("ORD-20260307-123456");
    }

    @Test
    void keepsSignsThatMeanSomethingToPatterns() {
        assertThat(AutoNumberFormat.fill(AutoNumberFormat.of("$1\\{00}").on(LocalDate.EPOCH), 7))
                .isEqualTo("$1\\07");
    }
}
