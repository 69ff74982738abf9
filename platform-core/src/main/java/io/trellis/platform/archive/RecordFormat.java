package io.trellis.platform.archive;

import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemValues;
import java.nio.charset.StandardCharsets;

/** {@code {"id":…,"version":3,"owner":…,…,"doc":{…}}}: the document's bytes as they stand. */
final class RecordFormat implements LineFormat<StoredRecord> {
    static final RecordFormat INSTANCE = new RecordFormat();

    private RecordFormat() {}

    @Override
    public byte[] encode(StoredRecord record) {
        SystemValues system = record.system();
        return new JsonLineWriter(record.doc().length + 300)
                .text("id", record.id())
                .number("version", system.version())
                .text("owner", system.owner())
                .text("department", system.department())
                .moment("createdAt", system.createdAt())
                .text("createdBy", system.createdBy())
                .moment("updatedAt", system.updatedAt())
                .text("updatedBy", system.updatedBy())
                .moment("deletedAt", system.deletedAt())
                .text("recordType", system.recordType())
                .json("doc", record.doc())
                .end();
    }

    @Override
    public StoredRecord decode(JsonLine line) {
        return new StoredRecord(
                line.id("id"),
                new SystemValues(
                        line.positive("version"),
                        line.text("owner"),
                        line.text("department"),
                        line.moment("createdAt"),
                        line.text("createdBy"),
                        line.moment("updatedAt"),
                        line.text("updatedBy"),
                        line.moment("deletedAt"),
                        line.text("recordType")),
                line.json("doc"));
    }

    @Override
    public byte[] key(StoredRecord record) {
        return record.id().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String name(StoredRecord record) {
        return record.id();
    }
}
