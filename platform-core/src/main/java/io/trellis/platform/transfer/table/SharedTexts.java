package io.trellis.platform.transfer.table;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A workbook's shared texts, put into a scratch file with 8 bytes of memory each, however long they are; those asked for
 * lately are kept. A hundred thousand names would otherwise fill a small heap.
 */
final class SharedTexts implements Closeable {
    private static final int KEPT = 4_096;
    /** Characters of one text, in all its parts; cells allow far fewer. */
    private static final int MAX_TEXT = 4_000_000;

    private final Path file;
    private final RandomAccessFile random;
    private final long[] ends;
    private final int count;
    private final Map<Integer, String> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
            return size() > KEPT;
        }
    };

    private SharedTexts(Path file, long[] ends, int count) throws IOException {
        this.file = file;
        this.random = file == null ? null : new RandomAccessFile(file.toFile(), "r");
        this.ends = ends;
        this.count = count;
    }

    /** @param xml null for a book without shared texts */
    static SharedTexts read(XMLStreamReader xml, Path scratch) throws IOException, XMLStreamException {
        if (xml == null) {
            return new SharedTexts(null, new long[0], 0);
        }
        Path file = Files.createTempFile(scratch, "texts", ".tmp");
        long[] ends = new long[1024];
        int count = 0;
        long position = 0;
        boolean read = false;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 64 * 1024)) {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("si")) {
                    byte[] text = text(xml, "si").getBytes(StandardCharsets.UTF_8);
                    out.write(text);
                    position += text.length;
                    if (count == ends.length) {
                        ends = Arrays.copyOf(ends, count * 2);
                    }
                    ends[count++] = position;
                }
            }
            read = true;
        } finally {
            if (!read) {
                Files.deleteIfExists(file);
            }
        }
        return new SharedTexts(file, ends, count);
    }

    /** The text of a rich text element, without the phonetic guides of Japanese. Stands on its end tag afterwards. */
    static String text(XMLStreamReader xml, String element) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int phonetic = 0;
        while (true) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("rPh")) {
                    phonetic++;
                } else if (xml.getLocalName().equals("t") && phonetic == 0) {
                    text.append(xml.getElementText());
                    if (text.length() > MAX_TEXT) {
                        throw new ProblemException(Kind.TOO_LARGE, "IMPORT_FILE_BOMB", Map.of());
                    }
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                if (xml.getLocalName().equals("rPh")) {
                    phonetic--;
                } else if (xml.getLocalName().equals(element)) {
                    return text.toString();
                }
            }
        }
    }

    String get(int index) throws IOException {
        if (index < 0 || index >= count) {
            throw XlsxBook.damaged();
        }
        String text = kept.get(index);
        if (text == null) {
            long start = index == 0 ? 0 : ends[index - 1];
            byte[] bytes = new byte[Math.toIntExact(ends[index] - start)];
            random.seek(start);
            random.readFully(bytes);
            text = new String(bytes, StandardCharsets.UTF_8);
            kept.put(index, text);
        }
        return text;
    }

    @Override
    public void close() throws IOException {
        if (random != null) {
            random.close();
            Files.deleteIfExists(file);
        }
    }
}
