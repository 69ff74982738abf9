package io.trellis.platform.store;

/**
 * Lets writers of a tenant in, or not while the tenant is read-only, e.g. in the last phase of its move to another store. Who has been
 * let in may finish: closing the gate waits for it, so that nothing is acknowledged that the closer does not see.
 */
public interface TenantGate {
    /** Lets everybody in. */
    TenantGate OPEN = new TenantGate() {
        @Override
        public void enter(String tenant) {}

        @Override
        public void leave(String tenant) {}

        @Override
        public void requireReadable(String tenant) {}
    };

    /**
     * To be followed by {@link #leave} whatever happens.
     *
     * @throws RuntimeException when the tenant is read-only, saying so; there is nothing to leave then
     */
    void enter(String tenant);

    void leave(String tenant);

    /** @throws RuntimeException when nobody may enter the tenant now, not even to read, saying so */
    void requireReadable(String tenant);
}
