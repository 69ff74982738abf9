package io.trellis.platform.archive;

import io.trellis.platform.files.KeptFiles;
import java.nio.charset.StandardCharsets;

/** {@code {"kind":"file","id":…,"blob":"files/…","size":…,"sha256":…}}; the bytes themselves stand beside it, see {@link Blobs}. */
final class BlobFormat implements LineFormat<BlobEntry> {
    static final BlobFormat INSTANCE = new BlobFormat();

    private BlobFormat() {}

    @Override
    public byte[] encode(BlobEntry blob) {
        return new JsonLineWriter(200)
                .text("kind", blob.kind())
                .text("id", blob.id())
                .text("blob", blob.name())
                .number("size", blob.size())
                .text("sha256", blob.sha256())
                .end();
    }

    @Override
    public BlobEntry decode(JsonLine line) {
        BlobEntry blob = new BlobEntry(
                line.id("kind"), line.id("id"), line.id("blob"), line.number("size"), line.text("sha256"));
        // Only ever the place that the file's id says: an archive must not put bytes under another's name.
        if (KeptFiles.find(blob.id())
                .filter(file -> file.blob().equals(blob.name()))
                .isEmpty()) {
            throw new IllegalArgumentException("blob is no name of this file's bytes");
        }
        return blob;
    }

    @Override
    public byte[] key(BlobEntry blob) {
        return (blob.kind() + '\0' + blob.id()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String name(BlobEntry blob) {
        return blob.id();
    }
}
