package io.trellis.platform.health;

import io.trellis.platform.store.SystemStore;
import org.springframework.stereotype.Component;

@Component
final class StoreCheck implements ReadinessCheck {
    private final SystemStore store;

    StoreCheck(SystemStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "store";
    }

    @Override
    public void check() {
        store.find("", "tenants", "-");
    }
}
