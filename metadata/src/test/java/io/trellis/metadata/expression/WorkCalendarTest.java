package io.trellis.metadata.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkCalendarTest {
    private final WorkCalendar china = WorkCalendar.china();

    /** Two more holidays a year by the law of November 2024. */
    @ParameterizedTest
    @CsvSource({"2024, 251", "2025, 248", "2026, 248"})
    void countsTheWorkingDaysOfAYear(int year, long days) {
        assertThat(china.count(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)))
                .isEqualTo(days);
    }

    @Test
    void countsAsIfItHadLookedAtEachDay() {
        LocalDate start = LocalDate.of(2023, 12, 1);
        for (int from = 0; from < 1_200; from += 7) {
            for (int length = 0; length < 90; length += 11) {
                LocalDate first = start.plusDays(from);
                LocalDate last = first.plusDays(length);
                assertThat(china.count(first, last))
                        .isEqualTo(first.datesUntil(last.plusDays(1))
                                .filter(china::works)
                                .count());
            }
        }
    }

    @Test
    void everyDayWorkedInsteadIsAWeekendDayAndNoHoliday() {
        LocalDate.of(2024, 1, 1)
                .datesUntil(LocalDate.of(2027, 1, 1))
                .filter(china::madeUp)
                .forEach(day -> {
                    assertThat(WorkCalendar.weekend(day)).as(day.toString()).isTrue();
                    assertThat(china.holiday(day)).as(day.toString()).isNull();
                });
    }
}
