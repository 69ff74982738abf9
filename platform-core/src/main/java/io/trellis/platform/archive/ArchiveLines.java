package io.trellis.platform.archive;

import io.trellis.platform.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Reads a part line by line and makes sure of it: each line canonical and in order, none longer than a record can be, and at the end
 * neither more nor less than the manifest says, with the same hashes.
 */
final class ArchiveLines implements Lines {
    /** A change of a record of 12 MB has its values twice, and their escapes. */
    private static final int LONGEST = 48 * 1024 * 1024;

    private final Section section;
    private final LineFormat<?> format;
    private final Manifest.Part part;
    private final InputStream in;
    private final MessageDigest sha256 = ContentHash.sha256();
    private final ContentHash hash = new ContentHash();
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private int at;
    private int end;
    private long taken;
    private byte[] last;

    ArchiveLines(Section section, Manifest.Part part, InputStream in) {
        this.section = section;
        this.format = section.format();
        this.part = part;
        this.in = in;
    }

    @Override
    public Line next() {
        byte[] bytes = read();
        if (bytes == null) {
            finish();
            return null;
        }
        hash.add(bytes);
        Line line = line(format, bytes);
        if (last != null && Arrays.compareUnsigned(last, line.key()) >= 0) {
            throw wrong("it is there twice, or out of order");
        }
        last = line.key();
        return line;
    }

    private <T> Line line(LineFormat<T> lines, byte[] bytes) {
        try {
            T value = lines.decode(new JsonLine(bytes));
            Line line = lines.line(value);
            if (!Arrays.equals(line.bytes(), bytes)) {
                throw wrong("it is not written as it should be");
            }
            return line;
        } catch (IllegalArgumentException malformed) {
            throw wrong(malformed.getMessage());
        }
    }

    private ProblemException wrong(String why) {
        return ArchiveProblems.line(section.part(), hash.count(), why);
    }

    /** A line without its end, or null at the end of the part. */
    private byte[] read() {
        begun.reset();
        while (at < end || fill()) {
            int stop = at;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            if (begun.size() + stop - at > LONGEST) {
                throw wrong("it is too long");
            }
            begun.write(buffer, at, stop - at);
            at = stop + 1;
            if (stop < end) {
                return begun.toByteArray();
            }
        }
        if (begun.size() > 0) {
            throw ArchiveProblems.altered(part.file());
        }
        return null;
    }

    private boolean fill() {
        try {
            at = 0;
            end = Math.max(0, in.read(buffer));
        } catch (IOException damaged) {
            throw ArchiveProblems.altered(part.file());
        }
        sha256.update(buffer, 0, end);
        taken += end;
        if (taken > part.bytes()) {
            throw ArchiveProblems.altered(part.file());
        }
        return end > 0;
    }

    private void finish() {
        if (taken != part.bytes()
                || hash.count() != part.lines()
                || !hash.hex().equals(part.content())
                || !ContentHash.hex(sha256.digest()).equals(part.sha256())) {
            throw ArchiveProblems.altered(part.file());
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException failure) {
            throw ArchiveProblems.altered(part.file());
        }
    }
}
