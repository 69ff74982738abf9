package io.trellis.platform.record;

import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.SystemStore;
import java.util.List;

/**
 * Adds documents of the platform to commits, to be written in the same step: both or neither. Asked for every commit, so it must be
 * quick for those that are none of its business.
 */
public interface CommitCompanion {
    /** @return empty for most commits */
    List<SystemStore.Put> documents(Realm realm, Commit commit);
}
