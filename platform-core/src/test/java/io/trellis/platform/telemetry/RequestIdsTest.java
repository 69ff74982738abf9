package io.trellis.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String TRACEPARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    @ParameterizedTest
    @ValueSource(strings = {"12345678", "req_01M8BAH1PCE36CX94W0H9PXT9T", "a:b/c+d=e.f-12", TRACE})
    void keepsASaneIdOfTheCaller(String given) {
        assertThat(RequestIds.choose(given, TRACEPARENT)).isEqualTo(given);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "with blank 123",
                "line\nbreak1",
                "ünsafe-12345",
                "{\"json\":12345}",
                "-begins-badly"
            })
    void replacesWhatCouldForgeALineOfTheLog(String given) {
        assertThat(RequestIds.choose(given, null)).matches("[0-9a-f]{16}");
        assertThat(RequestIds.choose(given, TRACEPARENT)).isEqualTo(TRACE);
    }

    @Test
    void replacesWhatIsTooLong() {
        assertThat(RequestIds.choose("x".repeat(65), null)).hasSize(16);
    }

    @Test
    void ignoresATraceThatIsNone() {
        assertThat(RequestIds.choose(null, "00-zz-11-01")).matches("[0-9a-f]{16}");
    }
}
