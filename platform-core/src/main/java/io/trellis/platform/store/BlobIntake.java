package io.trellis.platform.store;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Reads what shall be stored: counts, hashes and keeps the limit. Used by one thread. */
public final class BlobIntake {
    private final InputStream content;
    private final long most;
    private final MessageDigest digest;
    private long size;

    public BlobIntake(InputStream content, long most) {
        this.content = content;
        this.most = most;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /**
     * Fills the buffer as far as the stream reaches.
     *
     * @return bytes read; fewer than the buffer holds only at the end
     * @throws BlobStore.TooLarge beyond the limit
     */
    public int fill(byte[] buffer) throws IOException {
        int filled = content.readNBytes(buffer, 0, buffer.length);
        size += filled;
        if (size > most) {
            throw new BlobStore.TooLarge(most);
        }
        digest.update(buffer, 0, filled);
        return filled;
    }

    /** What was read; the stream must be at its end. */
    public BlobStore.Stored done() {
        return new BlobStore.Stored(size, HexFormat.of().formatHex(digest.digest()));
    }
}
