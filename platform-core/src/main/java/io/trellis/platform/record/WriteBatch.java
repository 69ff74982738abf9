package io.trellis.platform.record;

import io.trellis.platform.access.Actor;
import io.trellis.platform.store.Realm;
import java.time.Instant;
import java.util.List;

/**
 * Records that are written by one operation and concern one step.
 *
 * @param actor who writes; its {@code via} tells how the call came in
 * @param realm the tenant and the catalog pinned for the operation
 * @param now the operation's moment
 * @param records those that may be touched by the writer, of any objects the step concerns; some may have problems already
 */
public record WriteBatch(Actor actor, Realm realm, Instant now, List<WrittenRecord> records) {
    public WriteBatch {
        records = List.copyOf(records);
    }
}
