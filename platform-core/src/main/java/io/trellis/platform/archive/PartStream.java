package io.trellis.platform.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** A part's bytes, of which no more is read than the manifest says, and which must be those it says. */
final class PartStream extends InputStream {
    private final Manifest.Part part;
    private final InputStream in;
    private final MessageDigest sha256 = ContentHash.sha256();
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int at;
    private int end;
    private long taken;

    PartStream(Manifest.Part part, InputStream in) {
        this.part = part;
        this.in = in;
    }

    /**
     * A line without its end, or null at the end of the part.
     *
     * @throws IllegalArgumentException when it is longer than {@code longest} bytes
     */
    byte[] line(int longest) {
        line.reset();
        while (at < end || fill()) {
            int stop = at;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            if (line.size() + stop - at > longest) {
                throw new IllegalArgumentException("it is too long");
            }
            line.write(buffer, at, stop - at);
            at = stop + 1;
            if (stop < end) {
                return line.toByteArray();
            }
        }
        if (line.size() > 0) {
            throw altered();
        }
        return null;
    }

    @Override
    public int read() {
        return at < end || fill() ? buffer[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (at >= end && !fill()) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(buffer, at, into, offset, count);
        at += count;
        return count;
    }

    private boolean fill() {
        try {
            at = 0;
            end = Math.max(0, in.read(buffer));
        } catch (IOException damaged) {
            throw altered();
        }
        sha256.update(buffer, 0, end);
        taken += end;
        if (taken > part.bytes()) {
            throw altered();
        }
        return end > 0;
    }

    /** Call at the end: all of it was there, and these were its lines. */
    void finish(ContentHash lines) {
        if (taken != part.bytes()
                || lines.count() != part.lines()
                || !lines.hex().equals(part.content())
                || !ContentHash.hex(sha256.digest()).equals(part.sha256())) {
            throw altered();
        }
    }

    RuntimeException altered() {
        return ArchiveProblems.altered(part.file());
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException failure) {
            throw altered();
        }
    }
}
