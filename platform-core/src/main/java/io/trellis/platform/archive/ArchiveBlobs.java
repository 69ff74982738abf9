package io.trellis.platform.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The files of an archive. Each is a line that says which and how long, its bytes, and a line with their hash, which is known only
 * when they have gone by; so an archive is written and read in one go.
 */
final class ArchiveBlobs implements Blobs {
    private static final int LONGEST = 1_000;

    private final Manifest.Part part;
    private final PartStream in;
    private final ContentHash hash = new ContentHash();
    private BlobEntry entry;
    private Content content;
    private byte[] last;

    ArchiveBlobs(Manifest.Part part, InputStream in) {
        this.part = part;
        this.in = new PartStream(part, in);
    }

    @Override
    public BlobEntry next() {
        if (entry != null) {
            finish();
        }
        try {
            byte[] header = in.line(LONGEST);
            if (header == null) {
                in.finish(hash);
                return null;
            }
            entry = BlobFormat.INSTANCE.decode(new JsonLine(header));
            if (entry.sha256() != null || !Arrays.equals(BlobFormat.INSTANCE.encode(entry), header)) {
                throw new IllegalArgumentException("it is not written as it should be");
            }
            byte[] key = BlobFormat.INSTANCE.key(entry);
            if (last != null && Arrays.compareUnsigned(last, key) >= 0) {
                throw new IllegalArgumentException("it is there twice, or out of order");
            }
            last = key;
        } catch (IllegalArgumentException malformed) {
            throw ArchiveProblems.line(part.file(), hash.count() + 1, malformed.getMessage());
        }
        content = new Content(entry.size());
        return entry;
    }

    @Override
    public InputStream content() {
        return content;
    }

    /** Reads what nobody has read, and compares the hash that follows. */
    private void finish() {
        try {
            content.transferTo(OutputStream.nullOutputStream());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        String sha256 = ContentHash.hex(content.sha256.digest());
        byte[] trailer = in.line(LONGEST);
        if (trailer == null || !sha256.equals(new String(trailer, StandardCharsets.US_ASCII))) {
            throw in.altered();
        }
        hash.add(BlobFormat.INSTANCE.encode(
                new BlobEntry(entry.kind(), entry.id(), entry.name(), entry.size(), sha256)));
    }

    /** The next so many bytes of the part. */
    private final class Content extends InputStream {
        private final MessageDigest sha256 = ContentHash.sha256();
        private long left;

        Content(long size) {
            left = size;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int count = in.read(into, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw in.altered();
            }
            sha256.update(into, offset, count);
            left -= count;
            return count;
        }
    }

    @Override
    public void close() {
        in.close();
    }
}
