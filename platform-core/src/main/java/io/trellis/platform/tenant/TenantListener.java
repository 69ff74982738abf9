package io.trellis.platform.tenant;

/** Hears of tenants that are removed, to let go of what is kept of them outside the store. A Spring bean. */
public interface TenantListener {
    /** Called after everything of the tenant has gone from the store. */
    void removed(String tenant);
}
