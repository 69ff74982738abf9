package io.trellis.platform.archive;

import io.trellis.platform.store.Commit;
import io.trellis.platform.store.RecordStore.ChangeEntry;
import io.trellis.platform.store.TenantSnapshot.HistoryEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** {@code {"record":…,"n":0,"version":1,"kind":"created","at":…,"by":…,"via":…,"fields":{…}}}. */
final class HistoryFormat implements LineFormat<HistoryEntry> {
    static final HistoryFormat INSTANCE = new HistoryFormat();

    private HistoryFormat() {}

    @Override
    public byte[] encode(HistoryEntry entry) {
        Commit.Change change = entry.entry().change();
        int length = change.fields() == null ? 0 : change.fields().length;
        return new JsonLineWriter(length + 200)
                .text("record", entry.record())
                .number("n", entry.ordinal())
                .number("version", entry.entry().version())
                .text("kind", change.kind())
                .moment("at", change.at())
                .text("by", change.by())
                .text("via", change.via())
                .bytes("fields", change.fields())
                .end();
    }

    @Override
    public HistoryEntry decode(JsonLine line) {
        String kind = line.text("kind");
        if (kind == null || line.moment("at") == null) {
            throw new IllegalArgumentException("kind or at is missing");
        }
        var change =
                new Commit.Change(kind, line.moment("at"), line.text("by"), line.text("via"), line.bytes("fields"));
        return new HistoryEntry(line.id("record"), line.number("n"), new ChangeEntry(line.number("version"), change));
    }

    @Override
    public byte[] key(HistoryEntry entry) {
        byte[] record = entry.record().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(record.length + 9)
                .put(record)
                .put((byte) 0)
                .putLong(entry.ordinal())
                .array();
    }

    @Override
    public String name(HistoryEntry entry) {
        return entry.record() + " #" + entry.entry().version();
    }
}
