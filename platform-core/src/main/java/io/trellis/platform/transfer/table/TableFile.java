package io.trellis.platform.transfer.table;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a file turned out to be. A plain value, so that a job can keep it and open the file again after a restart.
 *
 * @param format {@code csv} or {@code xlsx}
 * @param charset of a csv file, else null
 * @param delimiter of a csv file, else null
 * @param sheets names of an xlsx file's sheets; empty for csv
 */
public record TableFile(String format, String charset, String delimiter, List<String> sheets) {
    public TableFile {
        sheets = sheets == null ? List.of() : List.copyOf(sheets);
    }

    /**
     * Judges a file by its content: a real XLSX archive, or a text.
     *
     * @throws ProblemException IMPORT_FILE_EMPTY, IMPORT_FILE_TYPE, IMPORT_FILE_OLD_EXCEL, IMPORT_FILE_DAMAGED
     */
    public static TableFile inspect(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(8);
        }
        if (head.length == 0) {
            throw new ProblemException(Kind.INVALID, "IMPORT_FILE_EMPTY", Map.of());
        }
        if (head.length >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4) {
            return new TableFile("xlsx", null, null, XlsxBook.sheets(file));
        }
        // The container of .xls and of password-protected .xlsx files.
        if (head.length == 8 && (head[0] & 0xFF) == 0xD0 && (head[1] & 0xFF) == 0xCF && head[2] == 0x11) {
            throw new ProblemException(Kind.INVALID, "IMPORT_FILE_OLD_EXCEL", Map.of());
        }
        Charset charset = TextSniffer.charset(file);
        return new TableFile("csv", charset.name(), String.valueOf(TextSniffer.delimiter(file, charset)), List.of());
    }

    /**
     * Opens the table for one reading.
     *
     * @param sheet of an xlsx file, or null for the first
     * @param scratch an existing folder for temporary files, which are gone when the table is closed
     * @throws ProblemException IMPORT_FILE_EMPTY when there is no header, IMPORT_SHEET_UNKNOWN
     */
    public Table open(Path file, String sheet, Path scratch) throws IOException {
        return format.equals("xlsx")
                ? new XlsxTable(file, sheet, scratch)
                : new CsvTable(TextSniffer.open(file, Charset.forName(charset)), delimiter.charAt(0));
    }
}
