package io.trellis.server.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.server.operations.ServerProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed in the middle of escalating leaves no level out and does none twice. */
class EscalationKillIT {
    private static final int TICKETS = 3_000;

    @TempDir
    Path home;

    @Test
    void noLevelIsLostOrRepeatedWhenTheProcessIsKilled() throws Exception {
        EscalationWorld world;
        try (var server = new ServerProcess(home, Map.of())) {
            server.awaitReady();
            world = new EscalationWorld(server.url);
            world.tickets(TICKETS, 5);
            world.rule("""
                    "since": "startsAt", "levels": [{"afterHours": 1, "set": {"times": "times + 1"}},
                      {"afterHours": 2, "set": {"times": "times + 10"}}]""").expect(201);
            world.start(0);
            while (world.count("times > 0") < 100) {
                Thread.sleep(5);
            }
            // close() kills
        }
        try (var server = new ServerProcess(home, Map.of())) {
            server.awaitReady();
            EscalationWorld after = world.at(server.url);
            assertThat(after.count("times = 11"))
                    .as("killed too late to prove anything")
                    .isLessThan(TICKETS);
            after.run(0);
            // The run that was killed has been taken up again, too, and may have been in the way of this one.
            after.awaitAll();
            after.run(0);
            assertThat(after.count("times = 11")).isEqualTo(TICKETS);
        }
    }
}
