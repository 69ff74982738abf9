package io.trellis.platform.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/** Gives a tenant's files with their bytes, one after the other, in the order of the documents that tell of them. */
interface Blobs extends AutoCloseable {
    /** The next, without its hash, or null at the end. What is left of the one before is skipped. */
    BlobEntry next();

    /** The bytes of the one just given, to be read once. */
    InputStream content();

    @Override
    void close();

    /** The files as lines, for comparing: each is read through, because a hash that was written down once proves nothing. */
    static Lines lines(Blobs blobs) {
        return new Lines() {
            @Override
            public Line next() {
                BlobEntry entry = blobs.next();
                return entry == null ? null : BlobFormat.INSTANCE.line(read(entry));
            }

            private BlobEntry read(BlobEntry entry) {
                MessageDigest sha256 = ContentHash.sha256();
                try (InputStream content = new DigestInputStream(blobs.content(), sha256)) {
                    long size = content.transferTo(OutputStream.nullOutputStream());
                    return new BlobEntry(
                            entry.kind(), entry.id(), entry.name(), size, ContentHash.hex(sha256.digest()));
                } catch (IOException failure) {
                    throw new UncheckedIOException("File " + entry.id() + " can't be read", failure);
                }
            }

            @Override
            public void close() {
                blobs.close();
            }
        };
    }
}
