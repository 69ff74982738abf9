package io.trellis.platform.transfer.table;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Tells a text file's encoding and delimiter from its content. */
final class TextSniffer {
    private static final char[] DELIMITERS = {',', '\t', ';', '|'};
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final int HEAD = 64 * 1024;

    private TextSniffer() {}

    /**
     * UTF-8 and UTF-16 by mark, UTF-16 without one by its zeros, else UTF-8 if the whole file is valid as such, else GB18030,
     * in which Chinese editions of Excel save.
     */
    static Charset charset(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(4096);
        }
        if (starts(head, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        if (starts(head, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        int evenZeros = 0;
        int oddZeros = 0;
        for (int i = 0; i < head.length; i++) {
            if (head[i] == 0) {
                if (i % 2 == 0) {
                    evenZeros++;
                } else {
                    oddZeros++;
                }
            }
        }
        if (oddZeros > head.length / 8 && evenZeros == 0) {
            return checked(file, StandardCharsets.UTF_16LE);
        }
        if (evenZeros > head.length / 8 && oddZeros == 0) {
            return checked(file, StandardCharsets.UTF_16BE);
        }
        if (decodes(file, StandardCharsets.UTF_8)) {
            return StandardCharsets.UTF_8;
        }
        return checked(file, GB18030);
    }

    private static boolean starts(byte[] head, int first, int second) {
        return head.length >= 2 && (head[0] & 0xFF) == first && (head[1] & 0xFF) == second;
    }

    private static Charset checked(Path file, Charset charset) throws IOException {
        if (!decodes(file, charset)) {
            throw new ProblemException(Kind.INVALID, "IMPORT_FILE_TYPE", Map.of());
        }
        return charset;
    }

    /** Whether all of the file is text in that encoding: valid, and without the control characters that only binaries have. */
    private static boolean decodes(Path file, Charset charset) throws IOException {
        char[] chars = new char[32 * 1024];
        try (Reader reader = open(file, charset)) {
            for (int n = reader.read(chars); n >= 0; n = reader.read(chars)) {
                for (int i = 0; i < n; i++) {
                    char c = chars[i];
                    if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x0B && c != 0x1A) {
                        return false;
                    }
                }
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Opens behind a byte order mark; malformed input throws CharacterCodingException. */
    static Reader open(Path file, Charset charset) throws IOException {
        Reader reader = new InputStreamReader(
                Files.newInputStream(file),
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        var marked = new java.io.PushbackReader(reader, 1);
        int first = marked.read();
        if (first >= 0 && first != 0xFEFF) {
            marked.unread(first);
        }
        return marked;
    }

    /** The delimiter that splits the first records into the most, and equally many, cells; a comma when none does. */
    static char delimiter(Path file, Charset charset) throws IOException {
        String head;
        try (Reader reader = open(file, charset)) {
            char[] chars = new char[HEAD];
            int n = 0;
            for (int got = 0; got >= 0 && n < HEAD; ) {
                got = reader.read(chars, n, HEAD - n);
                n += Math.max(got, 0);
            }
            head = new String(chars, 0, n);
        }
        if (head.regionMatches(true, 0, "sep=", 0, 4) && head.length() > 5 && head.charAt(5) < ' ') {
            return head.charAt(4);
        }
        char best = ',';
        int bestScore = 0;
        for (char delimiter : DELIMITERS) {
            int score = score(head, delimiter);
            if (score > bestScore) {
                best = delimiter;
                bestScore = score;
            }
        }
        return best;
    }

    private static int score(String head, char delimiter) throws IOException {
        try (CsvTable table = new CsvTable(new StringReader(head), delimiter)) {
            int width = table.columns().size();
            if (width < 2) {
                return 0;
            }
            int same = 1;
            int rows = 1;
            for (Table.Row row = table.next(); row != null && rows < 20; row = table.next()) {
                rows++;
                same += row.cells().size() == width ? 1 : 0;
            }
            return width * 100 * same / rows;
        } catch (ProblemException cutOffOrWrong) {
            // The head may end inside a quoted cell; what was read so far says enough when it had a header.
            int first = head.indexOf('\n') < 0 ? head.length() : head.indexOf('\n');
            return (int) head.substring(0, first)
                            .chars()
                            .filter(c -> c == delimiter)
                            .count()
                    * 50;
        }
    }
}
