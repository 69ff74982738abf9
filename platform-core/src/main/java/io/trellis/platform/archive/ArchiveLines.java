package io.trellis.platform.archive;

import io.trellis.platform.problem.ProblemException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a part line by line and makes sure of it: each line canonical and in order, none longer than a record can be, and at the end
 * neither more nor less than the manifest says, with the same hashes.
 */
final class ArchiveLines implements Lines {
    /** A change of a record of 12 MB has its values twice, and their escapes. */
    private static final int LONGEST = 48 * 1024 * 1024;

    private final Section section;
    private final PartStream in;
    private final ContentHash hash = new ContentHash();
    private byte[] last;

    ArchiveLines(Section section, Manifest.Part part, InputStream in) {
        this.section = section;
        this.in = new PartStream(part, in);
    }

    @Override
    public Line next() {
        byte[] bytes = null;
        try {
            bytes = in.line(LONGEST);
        } catch (IllegalArgumentException tooLong) {
            throw wrong(hash.count() + 1, tooLong.getMessage());
        }
        if (bytes == null) {
            in.finish(hash);
            return null;
        }
        hash.add(bytes);
        Line line = line(section.format(), bytes);
        if (last != null && Arrays.compareUnsigned(last, line.key()) >= 0) {
            throw wrong(hash.count(), "it is there twice, or out of order");
        }
        last = line.key();
        return line;
    }

    private <T> Line line(LineFormat<T> format, byte[] bytes) {
        try {
            Line line = format.line(format.decode(new JsonLine(bytes)));
            if (!Arrays.equals(line.bytes(), bytes)) {
                throw new IllegalArgumentException("it is not written as it should be");
            }
            return line;
        } catch (IllegalArgumentException malformed) {
            throw wrong(hash.count(), malformed.getMessage());
        }
    }

    private ProblemException wrong(long line, String why) {
        return ArchiveProblems.line(section.part(), line, why);
    }

    @Override
    public void close() {
        in.close();
    }
}
