package io.trellis.platform.outbox;

import io.trellis.platform.jobs.Chore;
import io.trellis.platform.jobs.JobRun;
import io.trellis.platform.store.DeliveryLog;
import io.trellis.platform.store.RecordStore;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Forgets which events were skipped when that is long ago, and adds up the counts of old days. */
@Component
final class AccountCleanUp implements Chore {
    private static final int DAYS_APART = 60;

    private final DeliveryLog log;
    private final OutboxSettings settings;

    AccountCleanUp(RecordStore store, OutboxSettings settings) {
        this.log = store.deliveries();
        this.settings = settings;
    }

    @Override
    public String name() {
        return "outbox-account";
    }

    @Override
    public String cron() {
        return "0 17 * * * *";
    }

    @Override
    public void run(JobRun run) {
        Instant now = Instant.now();
        while (log.forgetSkipped(now.minus(settings.kept())) > 0) {
            run.pause();
        }
        log.foldCounts((int) Math.floorDiv(now.getEpochSecond(), 86_400L) - DAYS_APART);
    }
}
