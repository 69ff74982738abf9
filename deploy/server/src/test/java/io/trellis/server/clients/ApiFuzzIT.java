package io.trellis.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.server.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The fuzz of {@code deploy/bench/fuzz.sh} in its short form, against the server all tests share. */
class ApiFuzzIT {
    @Test
    void badInputNeverBreaksTheServerNorShowsAnotherTenantsData() {
        String output = Command.run(
                Path.of("").toAbsolutePath(),
                List.of(
                        Command.java(),
                        "-cp",
                        System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                        Path.of("..", "bench", "probe", "ApiFuzz.java").toString(),
                        TestServer.shared().url(),
                        "test-admin",
                        "quick"));
        assertThat(output)
                .contains("fuzz_server_errors 0 count", "fuzz_leaks 0 count", "fuzz_answers_without_session 0 count");
    }
}
