package io.trellis.rules.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class MarkTest {
    private static final Instant FIRST = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant OWN_WRITE = Instant.parse("2026-05-02T00:00:00Z");
    private static final Instant OTHER_WRITE = Instant.parse("2026-05-02T08:00:00Z");

    @Test
    void theRulesOwnWriteIsNoNewBeginningButAnothersIs() {
        Mark mark = Mark.start(FIRST).done(0, OWN_WRITE);

        assertThat(mark.holds(FIRST)).isTrue();
        assertThat(mark.holds(OWN_WRITE)).isTrue();
        assertThat(mark.holds(OTHER_WRITE)).isFalse();
        assertThat(mark.since()).isEqualTo(FIRST);
        assertThat(mark.next()).isEqualTo(1);
    }

    @Test
    void whatWasRefusedIsRememberedByLevelAndLeavesTheLevelOpen() {
        Mark mark = Mark.start(FIRST).refused(0, "a").refused(1, "b").refused(0, "c");

        assertThat(mark.next()).isZero();
        assertThat(mark.refused()).isEqualTo(Map.of(0, "c", 1, "b"));
    }

    @Test
    void aMarkComesBackFromTheStoreAsItWent() {
        JsonMapper json = JsonMapper.shared();
        Mark mark = Mark.start(FIRST).refused(3, "why").done(2, OWN_WRITE);

        assertThat(json.readValue(json.writeValueAsBytes(mark), Mark.class)).isEqualTo(mark);
    }
}
