package io.trellis.platform.transfer.table;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;

/** RFC 4180 with CRLF line ends. */
final class CsvWriter implements TableWriter {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    /** Looks like a formula's begin but is only a number, a percentage or a phone number. */
    private static final Pattern HARMLESS = Pattern.compile("[-+][\\d .,()/-]*%?");

    private final Writer writer;

    CsvWriter(OutputStream out, boolean mark) throws IOException {
        writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 32 * 1024);
        if (mark) {
            writer.write('\uFEFF');
        }
    }

    @Override
    public void row(List<?> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                writer.write(',');
            }
            write(text(cells.get(i)));
        }
        writer.write("\r\n");
    }

    private static String text(Object cell) {
        return switch (cell) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            case LocalDateTime moment -> MOMENT.format(moment);
            case String text -> safe(text);
            default -> cell.toString();
        };
    }

    /** Spreadsheets run what begins like a formula, even behind blanks; an apostrophe makes it a text (OWASP, "CSV injection"). */
    static String safe(String text) {
        String begin = text.stripLeading();
        if (begin.isEmpty()) {
            return text;
        }
        char c = begin.charAt(0);
        boolean formula = c == '='
                || c == '@'
                || (c == '+' || c == '-') && !HARMLESS.matcher(begin).matches();
        boolean control = text.charAt(0) == '\t' || text.charAt(0) == '\r';
        return formula || control ? "'" + text : text;
    }

    private void write(String text) throws IOException {
        boolean quoted = false;
        for (int i = 0; i < text.length() && !quoted; i++) {
            char c = text.charAt(i);
            quoted = c == ',' || c == '"' || c == '\n' || c == '\r' || c == ';' || c == '\t';
        }
        if (!quoted && !text.isEmpty() && (text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ')) {
            quoted = true;
        }
        if (quoted) {
            writer.write('"');
            writer.write(text.replace("\"", "\"\""));
            writer.write('"');
        } else {
            writer.write(text);
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
