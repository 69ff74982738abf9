package io.trellis.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.server.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One tenant made by chance of {@code deploy/bench/parity.sh}, on the server all tests share. */
class ParityIT {
    @Test
    void everyPathShowsEveryoneTheSameRecords() {
        String output = Command.run(
                Path.of("").toAbsolutePath(),
                List.of(
                        Command.java(),
                        "-cp",
                        System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                        Path.of("..", "bench", "probe", "Parity.java").toString(),
                        TestServer.shared().url(),
                        "test-admin",
                        "2",
                        "11"));
        assertThat(output)
                .contains(
                        "parity_leaks 0 count",
                        "parity_missing 0 count",
                        "parity_cross_tenant_leaks 0 count",
                        "parity_broken_answers 0 count");
    }
}
