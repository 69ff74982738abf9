package io.trellis.platform.record;

import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;

/**
 * Told in this process, on the writer's thread, after a commit has become durable and before the writer is answered, so that
 * what it refreshes holds for the writer's next request. Meant for caches only: it must be quick, must not write records and
 * must not throw. Work that may take time or must not be lost reads the outbox instead.
 */
public interface CommitListener {
    void committed(Realm realm, Commit commit);
}
