package io.trellis.platform.tenant;

import java.time.Instant;
import java.util.Map;

/**
 * A company that uses this installation, apart from all others.
 *
 * @param name what its people type when they sign in; never changes
 * @param label what it is called, by locale
 * @param demo whether it was made for trying out, with passwords everybody knows
 */
public record Tenant(String name, Map<String, String> label, boolean demo, Instant createdAt) {
    public Tenant {
        label = Map.copyOf(label);
    }
}
