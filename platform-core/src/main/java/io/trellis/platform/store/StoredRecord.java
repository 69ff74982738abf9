package io.trellis.platform.store;

/**
 * A record as it was read.
 *
 * @param doc the canonical JSON document, UTF-8, see {@link RecordDocument}; never change the array
 */
public record StoredRecord(String id, SystemValues system, byte[] doc) {
    public long version() {
        return system.version();
    }
}
