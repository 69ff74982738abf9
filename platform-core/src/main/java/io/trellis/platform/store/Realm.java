package io.trellis.platform.store;

import io.trellis.metadata.catalog.Catalog;
import java.util.Objects;

/** Whose data, read by which metadata. Every call to a store carries one, so none can forget the tenant. */
public record Realm(String tenant, Catalog catalog) {
    public Realm {
        Objects.requireNonNull(tenant);
        Objects.requireNonNull(catalog);
    }
}
