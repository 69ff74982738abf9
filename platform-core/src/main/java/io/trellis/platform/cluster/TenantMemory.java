package io.trellis.platform.cluster;

/** Remembers something of tenants, so that it must be told when one is gone; one made later may have its name. A Spring bean. */
public interface TenantMemory {
    /** Lets go of everything remembered of a tenant. Must be quick, must not touch the store and must not throw. */
    void forgetTenant(String tenant);
}
