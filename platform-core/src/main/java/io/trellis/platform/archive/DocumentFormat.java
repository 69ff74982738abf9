package io.trellis.platform.archive;

import io.trellis.platform.store.TenantSnapshot.KeptDocument;
import java.nio.charset.StandardCharsets;

/** {@code {"kind":…,"key":…,"json":{…}}}. */
final class DocumentFormat implements LineFormat<KeptDocument> {
    static final DocumentFormat INSTANCE = new DocumentFormat();

    private DocumentFormat() {}

    @Override
    public byte[] encode(KeptDocument document) {
        return new JsonLineWriter(document.json().length + 100)
                .text("kind", document.kind())
                .text("key", document.key())
                .bytes("json", document.json())
                .end();
    }

    @Override
    public KeptDocument decode(JsonLine line) {
        byte[] json = line.bytes("json");
        String key = line.text("key");
        if (json == null || key == null) {
            throw new IllegalArgumentException("json or key is missing");
        }
        return new KeptDocument(line.id("kind"), key, json);
    }

    @Override
    public byte[] key(KeptDocument document) {
        return (document.kind() + '\0' + document.key()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String name(KeptDocument document) {
        return document.kind() + " " + document.key();
    }
}
