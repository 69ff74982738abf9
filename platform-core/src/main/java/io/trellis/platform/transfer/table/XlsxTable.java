package io.trellis.platform.transfer.table;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads one sheet as a stream of its XML; only the current row is in memory. */
final class XlsxTable implements Table {
    private final XlsxBook book;
    private final SharedTexts texts;
    private final CellStyles styles;
    private final XMLStreamReader xml;
    private final List<String> columns;
    private long line;

    XlsxTable(Path file, String sheet, Path scratch) throws IOException {
        book = new XlsxBook(file);
        SharedTexts opened = null;
        try {
            xml = book.sheet(sheet);
            styles = CellStyles.read(book.styles(), book.date1904());
            opened = SharedTexts.read(book.sharedStrings(), scratch);
            texts = opened;
            List<String> header = record();
            while (header != null && Columns.blank(header)) {
                header = record();
            }
            if (header == null) {
                throw new ProblemException(Kind.INVALID, "IMPORT_FILE_EMPTY", Map.of());
            }
            columns = Columns.named(header);
        } catch (XMLStreamException e) {
            close(opened);
            throw XlsxBook.damaged();
        } catch (IOException | RuntimeException e) {
            close(opened);
            throw e;
        }
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Row next() throws IOException {
        try {
            for (List<String> cells = record(); cells != null; cells = record()) {
                if (!Columns.blank(cells)) {
                    return new Row(line, Columns.fitted(cells, columns.size()));
                }
            }
            return null;
        } catch (XMLStreamException e) {
            throw XlsxBook.damaged();
        }
    }

    private List<String> record() throws XMLStreamException, IOException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("row")) {
                String number = xml.getAttributeValue(null, "r");
                line = number == null ? line + 1 : whole(number);
                return cells();
            }
        }
        return null;
    }

    private List<String> cells() throws XMLStreamException, IOException {
        List<String> cells = new ArrayList<>();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("row")) {
                return cells;
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
                String reference = xml.getAttributeValue(null, "r");
                int column = reference == null ? cells.size() : column(reference);
                if (column >= CsvTable.MAX_COLUMNS) {
                    throw new ProblemException(
                            Kind.INVALID, "IMPORT_TOO_MANY_COLUMNS", Map.of("line", line, "max", CsvTable.MAX_COLUMNS));
                }
                while (cells.size() <= column) {
                    cells.add("");
                }
                cells.set(column, cell());
            }
        }
        throw XlsxBook.damaged();
    }

    private String cell() throws XMLStreamException, IOException {
        String type = xml.getAttributeValue(null, "t");
        String style = xml.getAttributeValue(null, "s");
        String value = "";
        while (true) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("c")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                value = switch (xml.getLocalName()) {
                    case "v" -> xml.getElementText();
                    case "is" -> SharedTexts.text(xml, "is");
                    default -> value;
                };
            }
        }
        if (value.length() > CsvTable.MAX_CELL) {
            throw new ProblemException(
                    Kind.INVALID, "IMPORT_CELL_TOO_LONG", Map.of("line", line, "max", CsvTable.MAX_CELL));
        }
        return switch (type == null ? "n" : type) {
            case "s" -> value.isEmpty() ? "" : texts.get(whole(value));
            case "b" -> value.equals("1") ? "TRUE" : "FALSE";
            case "n" -> value.isEmpty() ? "" : styles.text(value, style == null ? 0 : whole(style));
            default -> value;
        };
    }

    private static int whole(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw XlsxBook.damaged();
        }
    }

    /** {@code AB12} → 27. */
    private static int column(String reference) {
        int column = 0;
        for (int i = 0; i < reference.length() && i < 4; i++) {
            char c = Character.toUpperCase(reference.charAt(i));
            if (c < 'A' || c > 'Z') {
                break;
            }
            column = column * 26 + (c - 'A' + 1);
        }
        if (column == 0) {
            throw XlsxBook.damaged();
        }
        return column - 1;
    }

    private void close(SharedTexts opened) throws IOException {
        if (opened != null) {
            opened.close();
        }
        book.close();
    }

    @Override
    public void close() throws IOException {
        close(texts);
    }
}
