package io.trellis.rules.script;

import io.trellis.metadata.catalog.CatalogDiff;
import io.trellis.metadata.definition.ScriptDefinition;
import io.trellis.metadata.definition.ScriptDefinition.Type;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.jobs.JobRun;
import io.trellis.platform.jobs.JobRunner;
import io.trellis.platform.jobs.Schedule;
import io.trellis.platform.jobs.Schedules;
import io.trellis.platform.publish.CatalogListener;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.store.Realm;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Scripts that come round: schedules follow the catalog, and each time is a job that runs the script as a system actor. */
@Component
final class ScriptJobs implements CatalogListener, JobRunner {
    private static final String KIND = "script";
    private static final String PREFIX = "script-";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Schedules schedules;
    private final Catalogs catalogs;
    private final ScriptRunner runner;
    private final Access access;

    ScriptJobs(Schedules schedules, Catalogs catalogs, ScriptRunner runner, Access access) {
        this.schedules = schedules;
        this.catalogs = catalogs;
        this.runner = runner;
        this.access = access;
    }

    @Override
    public void published(Realm realm, CatalogDiff diff) {
        Map<String, ScriptDefinition> wanted = new HashMap<>();
        for (ScriptDefinition script : ScriptBook.all(realm.catalog())) {
            if (script.type() == Type.JOB && script.active()) {
                wanted.put(PREFIX + script.name(), script);
            }
        }
        for (Schedules.Planned planned : schedules.list(realm.tenant())) {
            String name = planned.schedule().name();
            if (name.startsWith(PREFIX) && !wanted.containsKey(name)) {
                schedules.remove(realm.tenant(), name);
            }
        }
        wanted.forEach((name, script) -> schedules.put(
                realm.tenant(),
                new Schedule(
                        name,
                        KIND,
                        script.schedule(),
                        script.zone() == null ? ZONE : ZoneId.of(script.zone()),
                        Access.SYSTEM_USER,
                        Map.of("script", script.name()))));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobRun run) {
        String tenant = run.job().tenant();
        Realm realm = new Realm(tenant, catalogs.current(tenant));
        ScriptDefinition script = ScriptBook.find(realm.catalog(), run.job().text("script"), Type.JOB)
                .orElse(null);
        if (script == null) {
            return;
        }
        Actor actor = access.systemActor(tenant, "script");
        var start = new ScriptRunner.Start(realm, script, "job", actor, null, ScriptApi.Effects.ALL);
        runner.result(start, Surroundings.of(runner.actor(script, actor), realm, Instant.now()), Map.of());
    }
}
