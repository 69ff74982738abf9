package io.trellis.platform.tenant;

import java.time.Instant;
import java.util.Map;

/**
 * A company that uses this installation, apart from all others.
 *
 * @param name what its people type when they sign in; never changes
 * @param label what it is called, by locale
 * @param demo whether it was made for trying out, with passwords everybody knows
 * @param state what may be done in it
 */
public record Tenant(String name, Map<String, String> label, boolean demo, Instant createdAt, TenantState state) {
    public Tenant {
        label = Map.copyOf(label);
    }

    /** The same under another name and in another state. */
    public Tenant as(String otherName, TenantState otherState) {
        return new Tenant(otherName, label, demo, createdAt, otherState);
    }
}
