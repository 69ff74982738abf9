package io.trellis.platform.archive;

import io.trellis.platform.access.Access;
import io.trellis.platform.cluster.TenantMemories;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.tenant.RegistryGate;
import io.trellis.platform.tenant.TenantState;
import org.springframework.stereotype.Component;

/** The exchange of a tenant under a running server: the gate keeps people out, and caches and sessions go. */
@Component
final class ServerExchange implements Exchange {
    private final RecordStore store;
    private final RegistryGate gate;
    private final Access access;
    private final TenantMemories memories;

    ServerExchange(RecordStore store, RegistryGate gate, Access access, TenantMemories memories) {
        this.store = store;
        this.gate = gate;
        this.access = access;
        this.memories = memories;
    }

    @Override
    public void before(String tenant) {
        gate.set(tenant, TenantState.CLOSED, !store.shared());
    }

    @Override
    public void after(String tenant) {
        access.endSessions(tenant);
        memories.forget(tenant);
    }

    @Override
    public void done(String tenant) {
        gate.set(tenant, TenantState.OPEN, true);
    }
}
