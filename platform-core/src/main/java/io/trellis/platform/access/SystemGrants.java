package io.trellis.platform.access;

import io.trellis.metadata.expression.Predicate;

/** What the platform's own background work may do: everything in its tenant. */
enum SystemGrants implements Grants {
    INSTANCE;

    @Override
    public boolean mayCreate(String object) {
        return true;
    }

    @Override
    public Predicate scope(String object, Action action) {
        return new Predicate.All();
    }

    @Override
    public boolean mayRead(String object, String field) {
        return true;
    }

    @Override
    public boolean mayEdit(String object, String field) {
        return true;
    }

    @Override
    public boolean readsAllFields(String object) {
        return true;
    }

    @Override
    public boolean maySystem(String permission) {
        return true;
    }

    @Override
    public String fingerprint() {
        return "system";
    }

    @Override
    public String shape() {
        return "system";
    }
}
