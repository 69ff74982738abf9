package io.trellis.platform.archive;

/** What a running server must do when a restored tenant takes the place of another: keep people out, and forget what it remembered. */
public interface Exchange {
    /** For a store that no server runs on. */
    Exchange NOBODY = new Exchange() {
        @Override
        public void before(String tenant) {}

        @Override
        public void after(String tenant) {}

        @Override
        public void done(String tenant) {}
    };

    /** Nobody may be in the tenant, or enter it, when this returns. */
    void before(String tenant);

    /** The tenant is another one now; nobody may enter yet. */
    void after(String tenant);

    /** The tenant may be entered. */
    void done(String tenant);
}
