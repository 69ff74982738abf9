package io.trellis.server.outbox;

import io.trellis.platform.outbox.OutboxListener;
import io.trellis.platform.outbox.Outcome;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Fails at objects a test names and always at those called {@code flakyui…}; has nothing to do for those not called {@code flaky…}. */
@Component
final class ProbeListener implements OutboxListener {
    final Set<String> failing = ConcurrentHashMap.newKeySet();

    @Override
    public String name() {
        return "probe";
    }

    @Override
    public Outcome handle(List<OutboxEvent> events) {
        Outcome outcome = Outcome.handled();
        for (OutboxEvent event : events) {
            if (failing.contains(event.object()) || event.object().startsWith("flakyui")) {
                outcome.failed(
                        event,
                        new ProblemException(
                                ProblemException.Kind.INVALID,
                                "NOT_FOUND",
                                Map.of("what", "record", "name", "secret of " + event.tenant())));
            } else if (!event.object().startsWith("flaky")) {
                outcome.skipped(event, "notMine");
            }
        }
        return outcome;
    }
}
