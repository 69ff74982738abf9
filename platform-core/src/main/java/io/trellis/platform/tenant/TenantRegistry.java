package io.trellis.platform.tenant;

import io.trellis.platform.store.SystemStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** Which tenants a store has, as one document each among the installation's own. */
public final class TenantRegistry {
    private static final String KIND = "tenants";
    private static final String INSTALLATION = "";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{1,39}");
    private static final String UNFINISHED = "~restoring";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SystemStore store;

    public TenantRegistry(SystemStore store) {
        this.store = store;
    }

    /**
     * As stored.
     *
     * @param ready false while it is being made or restored
     * @param state null means open
     */
    public record Entry(
            String name, Map<String, String> label, boolean demo, Instant createdAt, boolean ready, TenantState state) {
        public Entry {
            label = Map.copyOf(label);
            state = state == null ? TenantState.OPEN : state;
        }

        public static Entry of(Tenant tenant, boolean ready) {
            return new Entry(tenant.name(), tenant.label(), tenant.demo(), tenant.createdAt(), ready, tenant.state());
        }

        public Tenant tenant() {
            return new Tenant(name, label, demo, createdAt, state);
        }

        public Entry with(TenantState next) {
            return new Entry(name, label, demo, createdAt, ready, next);
        }
    }

    public static boolean isName(String name) {
        return name != null && NAME.matcher(name).matches();
    }

    /** What a tenant is called while it is being restored: a name that none can have by itself, and that nobody can sign in to. */
    public static String unfinished(String name) {
        return name + UNFINISHED;
    }

    static boolean isUnfinished(String name) {
        return name.endsWith(UNFINISHED);
    }

    public Optional<Entry> find(String name) {
        return store.find(INSTALLATION, KIND, name).map(TenantRegistry::read);
    }

    public List<Entry> list() {
        return store.list(INSTALLATION, KIND).stream().map(TenantRegistry::read).toList();
    }

    public void write(Entry entry) {
        store.write(INSTALLATION, List.of(put(entry)));
    }

    /** Writes one and forgets another in the same step. */
    public void write(Entry entry, String forgotten) {
        store.write(INSTALLATION, List.of(put(entry), new SystemStore.Put(KIND, forgotten, -1, null)));
    }

    private static SystemStore.Put put(Entry entry) {
        return new SystemStore.Put(KIND, entry.name(), -1, JSON.writeValueAsBytes(entry));
    }

    public void remove(String name) {
        store.write(INSTALLATION, List.of(new SystemStore.Put(KIND, name, -1, null)));
    }

    private static Entry read(SystemStore.Document document) {
        return JSON.readValue(document.json(), Entry.class);
    }
}
