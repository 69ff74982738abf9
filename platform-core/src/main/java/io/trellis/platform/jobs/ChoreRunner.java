package io.trellis.platform.jobs;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Does the installation's own work. */
@Component
final class ChoreRunner implements JobRunner {
    static final String KIND = "chore";
    static final String INSTALLATION = "";

    private final Map<String, Chore> chores;

    ChoreRunner(List<Chore> chores) {
        this.chores = chores.stream().collect(Collectors.toMap(Chore::name, Function.identity()));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobRun run) throws Exception {
        Chore chore = chores.get(run.job().text("chore"));
        if (chore != null) {
            chore.run(run);
        }
    }

    @Override
    public Retry retry() {
        return new Retry(3, Duration.ofMinutes(1), Duration.ofMinutes(30));
    }

    @Override
    public Duration kept() {
        return Duration.ofDays(7);
    }
}
