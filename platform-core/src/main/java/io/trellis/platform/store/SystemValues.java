package io.trellis.platform.store;

import java.time.Instant;

/**
 * What the platform itself keeps of a record, beside its document.
 *
 * @param version 1 at creation, one more with every write
 * @param owner id of the owning user, or null on objects without owners
 * @param department id of the owner's department when the owner was set, or null
 * @param deletedAt null while the record is live
 * @param recordType null on objects without record types
 */
public record SystemValues(
        long version,
        String owner,
        String department,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        String updatedBy,
        Instant deletedAt,
        String recordType) {
    public boolean deleted() {
        return deletedAt != null;
    }
}
