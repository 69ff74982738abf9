package io.trellis.platform.recalculation;

import io.trellis.metadata.catalog.CatalogDiff;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Access;
import io.trellis.platform.jobs.Schedule;
import io.trellis.platform.jobs.Schedules;
import io.trellis.platform.publish.CatalogListener;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.store.Realm;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Has the derived values that read which day it is computed again when the next one has begun; a night that no node was up is made
 * up for once. Each object with such values has a schedule, kept in step with the catalog.
 */
@Component
final class DailyRecalculation implements CatalogListener {
    private static final String PREFIX = "daily-values-";
    /** Some minutes after midnight, so that writes that began before it are through. */
    private static final String CRON = "0 5 0 * * *";

    private final Schedules schedules;
    private final Access access;

    DailyRecalculation(Schedules schedules, Access access) {
        this.schedules = schedules;
        this.access = access;
    }

    @Override
    public void published(Realm realm, CatalogDiff diff) {
        String tenant = realm.tenant();
        Set<String> wanted = new HashSet<>();
        String owner = access.systemActor(tenant, "recalculate").userId();
        for (CatalogObject object : realm.catalog().dependencies().dailyObjects()) {
            String name = PREFIX + object.name();
            wanted.add(name);
            schedules.put(
                    tenant,
                    new Schedule(
                            name,
                            FormulaRecalculation.KIND,
                            CRON,
                            RecordService.DERIVED_ZONE,
                            owner,
                            Map.of("object", object.name())));
        }
        schedules.list(tenant).stream()
                .map(planned -> planned.schedule().name())
                .filter(name -> name.startsWith(PREFIX) && !wanted.contains(name))
                .forEach(name -> schedules.remove(tenant, name));
    }
}
