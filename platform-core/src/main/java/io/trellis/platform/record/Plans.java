package io.trellis.platform.record;

import io.trellis.platform.cluster.TenantMemory;
import io.trellis.platform.store.Realm;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The plans of every tenant's catalog in force. A request that still holds an older catalog gets plans of its own. */
@Component
final class Plans implements TenantMemory {
    private final Map<String, CatalogPlans> byTenant = new ConcurrentHashMap<>();

    CatalogPlans of(Realm realm) {
        CatalogPlans plans = byTenant.get(realm.tenant());
        if (plans != null && plans.catalog == realm.catalog()) {
            return plans;
        }
        CatalogPlans fresh = new CatalogPlans(realm.catalog());
        if (plans == null || plans.catalog.version() <= realm.catalog().version()) {
            byTenant.put(realm.tenant(), fresh);
        }
        return fresh;
    }

    @Override
    public void forgetTenant(String tenant) {
        byTenant.remove(tenant);
    }
}
