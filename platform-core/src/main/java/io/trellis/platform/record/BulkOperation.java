package io.trellis.platform.record;

/** What {@link RecordService#bulk} does with each row. */
public enum BulkOperation {
    /** Makes a record of each row. */
    CREATE,
    /** Changes the record named by the row's {@code id}, or found by the key field. */
    UPDATE,
    /** Changes the record found by the key field, or makes it. */
    UPSERT,
    /** Puts the record named by {@code id} or found by the key field into the recycle bin. */
    DELETE
}
