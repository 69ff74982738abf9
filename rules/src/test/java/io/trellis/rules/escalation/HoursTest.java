package io.trellis.rules.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.definition.EscalationDefinition.BusinessHours;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HoursTest {
    private static final Hours ALL = new Hours(null);
    private static final Hours BUSINESS = new Hours(new BusinessHours("09:00", "18:00"));

    private static Instant at(String moment) {
        return OffsetDateTime.parse(moment + "+08:00").toInstant();
    }

    private static BigDecimal hours(String number) {
        return new BigDecimal(number);
    }

    @Test
    void everyHourCountsUnlessSaidOtherwise() {
        assertThat(ALL.between(at("2026-10-01T00:00:00"), at("2026-10-02T06:30:00")))
                .isEqualByComparingTo("30.5");
        assertThat(ALL.between(at("2026-10-02T00:00:00"), at("2026-10-01T00:00:00")))
                .isNegative();
        assertThat(ALL.after(at("2026-10-01T00:00:00"), hours("0.5"))).contains(at("2026-10-01T00:30:00"));
    }

    @Test
    void businessHoursFollowTheWorkCalendar() {
        // Friday evening to Monday morning.
        assertThat(BUSINESS.between(at("2026-05-22T17:00:00"), at("2026-05-25T10:00:00")))
                .isEqualByComparingTo("2");
        // The first week of October is off; Saturday the 10th is worked instead.
        assertThat(BUSINESS.between(at("2026-09-30T18:00:00"), at("2026-10-08T09:00:00")))
                .isZero();
        assertThat(BUSINESS.after(at("2026-09-30T17:00:00"), hours("1.5"))).contains(at("2026-10-08T09:30:00"));
        assertThat(BUSINESS.after(at("2026-10-09T18:00:00"), hours("1"))).contains(at("2026-10-10T10:00:00"));
    }

    @Test
    void theMomentALevelIsDueIsTheFirstByWhichItsHoursHavePassed() {
        var random = new Random(7);
        for (int i = 0; i < 300; i++) {
            Instant from = at("2026-01-01T00:00:00").plusSeconds(random.nextInt(30_000_000));
            BigDecimal wanted = BigDecimal.valueOf(1 + random.nextInt(400), 1);
            for (Hours hours : new Hours[] {ALL, BUSINESS}) {
                Instant due = hours.after(from, wanted).orElseThrow();
                assertThat(hours.between(from, due)).isGreaterThanOrEqualTo(wanted);
                assertThat(hours.between(from, due.minusMillis(1))).isLessThan(wanted);
                // What the store is asked for leaves nothing out.
                assertThat(due.toEpochMilli() - from.toEpochMilli()).isGreaterThanOrEqualTo(Hours.millis(wanted));
            }
        }
    }

    @Test
    void decadesAreLongEnoughForAnyLevel() {
        assertThat(BUSINESS.between(at("1970-01-01T00:00:00"), at("2026-01-01T00:00:00")))
                .isGreaterThan(hours("87600"));
        assertThat(BUSINESS.after(at("2026-01-01T00:00:00"), hours("87600"))).isEmpty();
    }
}
