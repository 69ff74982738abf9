package io.trellis.platform.transfer.table;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/**
 * The archive around the sheets: which there are, and guarded access to its parts. Guards: no more than {@value
 * #MAX_ENTRIES} entries, no part beyond {@value #MAX_PART} bytes or beyond {@value #MAX_RATIO} times its packed size (a "zip
 * bomb"), no document type declarations and so no entities.
 */
final class XlsxBook implements Closeable {
    private static final int MAX_ENTRIES = 2_000;
    private static final long MAX_PART = 2L * 1024 * 1024 * 1024;
    private static final long MAX_RATIO = 150;
    /** Small parts may be packed as well as they like. */
    private static final long FREE = 8L * 1024 * 1024;

    /** One text or tag; far more than the longest cell there may be, however its characters are written. */
    private static final long MAX_TOKEN = 4L * 1024 * 1024;

    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XML.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    private final ZipFile zip;
    private final Map<String, String> sheetParts = new LinkedHashMap<>();
    private boolean date1904;
    private String sharedStrings;
    private String styles;

    XlsxBook(Path file) throws IOException {
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw damaged();
        }
        boolean read = false;
        try {
            if (zip.size() > MAX_ENTRIES) {
                throw damaged();
            }
            readWorkbook();
            read = true;
        } finally {
            if (!read) {
                zip.close();
            }
        }
    }

    static List<String> sheets(Path file) throws IOException {
        try (XlsxBook book = new XlsxBook(file)) {
            return List.copyOf(book.sheetParts.keySet());
        }
    }

    boolean date1904() {
        return date1904;
    }

    /** @param name null for the first */
    XMLStreamReader sheet(String name) throws IOException {
        String part = name == null ? sheetParts.values().iterator().next() : sheetParts.get(name);
        if (part == null) {
            throw new ProblemException(
                    Kind.INVALID,
                    "IMPORT_SHEET_UNKNOWN",
                    Map.of("sheet", name, "sheets", String.join(", ", sheetParts.keySet())));
        }
        return xml(part);
    }

    /** Null when the book has none. */
    XMLStreamReader sharedStrings() throws IOException {
        return sharedStrings == null ? null : xml(sharedStrings);
    }

    /** Null when the book has none. */
    XMLStreamReader styles() throws IOException {
        return styles == null ? null : xml(styles);
    }

    private void readWorkbook() throws IOException {
        if (zip.getEntry("[Content_Types].xml") == null) {
            throw new ProblemException(Kind.INVALID, "IMPORT_FILE_TYPE", Map.of());
        }
        String workbook = "xl/workbook.xml";
        for (String[] relation : relations("_rels/.rels")) {
            if (relation[1].endsWith("/officeDocument")) {
                workbook = resolve("", relation[2]);
            }
        }
        if (zip.getEntry(workbook) == null || !workbook.contains("/")) {
            throw new ProblemException(Kind.INVALID, "IMPORT_FILE_TYPE", Map.of());
        }
        int slash = workbook.lastIndexOf('/') + 1;
        String folder = workbook.substring(0, slash);
        Map<String, String> worksheets = new HashMap<>();
        for (String[] relation : relations(folder + "_rels/" + workbook.substring(slash) + ".rels")) {
            String target = resolve(folder, relation[2]);
            if (relation[1].endsWith("/worksheet")) {
                worksheets.put(relation[0], target);
            } else if (relation[1].endsWith("/sharedStrings")) {
                sharedStrings = zip.getEntry(target) == null ? null : target;
            } else if (relation[1].endsWith("/styles")) {
                styles = zip.getEntry(target) == null ? null : target;
            }
        }
        try {
            XMLStreamReader xml = xml(workbook);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    if (xml.getLocalName().equals("workbookPr")) {
                        String flag = xml.getAttributeValue(null, "date1904");
                        date1904 = "1".equals(flag) || "true".equals(flag);
                    } else if (xml.getLocalName().equals("sheet")) {
                        readSheet(xml, worksheets);
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw damaged();
        }
        if (sheetParts.isEmpty()) {
            throw new ProblemException(Kind.INVALID, "IMPORT_FILE_TYPE", Map.of());
        }
    }

    private void readSheet(XMLStreamReader xml, Map<String, String> worksheets) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals("id") && xml.getAttributeNamespace(i) != null) {
                String part = worksheets.get(xml.getAttributeValue(i));
                if (part != null && zip.getEntry(part) != null) {
                    sheetParts.putIfAbsent(xml.getAttributeValue(null, "name"), part);
                }
            }
        }
    }

    private List<String[]> relations(String part) throws IOException {
        List<String[]> relations = new ArrayList<>();
        if (zip.getEntry(part) == null) {
            return relations;
        }
        try {
            XMLStreamReader xml = xml(part);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("Relationship")) {
                    String type = xml.getAttributeValue(null, "Type");
                    String target = xml.getAttributeValue(null, "Target");
                    if (type != null && target != null) {
                        relations.add(new String[] {xml.getAttributeValue(null, "Id"), type, target});
                    }
                }
            }
            return relations;
        } catch (XMLStreamException e) {
            throw damaged();
        }
    }

    /** Only a name to look up in the archive, never a path on disk. */
    private static String resolve(String folder, String target) {
        return target.startsWith("/") ? target.substring(1) : folder + target;
    }

    private XMLStreamReader xml(String part) throws IOException {
        ZipEntry entry = zip.getEntry(part);
        if (entry == null) {
            throw damaged();
        }
        try {
            var in = new Guarded(zip.getInputStream(entry), Math.max(entry.getCompressedSize(), 1));
            return new StreamReaderDelegate(XML.createXMLStreamReader(in)) {
                @Override
                public int next() throws XMLStreamException {
                    in.token = 0;
                    return super.next();
                }

                @Override
                public String getElementText() throws XMLStreamException {
                    in.token = 0;
                    return super.getElementText();
                }
            };
        } catch (XMLStreamException e) {
            throw damaged();
        }
    }

    static ProblemException damaged() {
        return new ProblemException(Kind.INVALID, "IMPORT_FILE_DAMAGED", Map.of());
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Counts what comes out of a part and stops when that is out of proportion. */
    private static final class Guarded extends FilterInputStream {
        private final long packed;
        private long count;
        /** Bytes since the parser was last asked for something; it keeps all of that in memory. */
        private long token;

        Guarded(InputStream in, long packed) {
            super(in);
            this.packed = packed;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            counted(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            counted(Math.max(n, 0));
            return n;
        }

        private void counted(int n) {
            count += n;
            token += n;
            if (token > MAX_TOKEN) {
                throw new ProblemException(Kind.TOO_LARGE, "IMPORT_FILE_BOMB", Map.of());
            }
            if (count > FREE && (count > MAX_PART || count / packed > MAX_RATIO)) {
                throw new ProblemException(Kind.TOO_LARGE, "IMPORT_FILE_BOMB", Map.of());
            }
        }
    }
}
