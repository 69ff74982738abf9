package io.trellis.platform.transfer.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.platform.problem.ProblemException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableFileTest {
    @TempDir
    Path folder;

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("upload"), content);
    }

    private List<List<String>> read(byte[] content) throws IOException {
        Path file = file(content);
        List<List<String>> rows = new ArrayList<>();
        try (Table table = TableFile.inspect(file).open(file, null, folder)) {
            rows.add(table.columns());
            for (Table.Row row = table.next(); row != null; row = table.next()) {
                rows.add(row.cells());
            }
        }
        return rows;
    }

    private List<List<String>> read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030", "UTF-16", "UTF-16LE", "UTF-16BE"})
    void tellsTheEncodingFromTheContent(String charset) throws IOException {
        String text = "客户名称,城市\r\n上海远景机械有限公司,上海\r\n𠮷野家,东京\r\n";
        assertThat(read(text.getBytes(Charset.forName(charset))))
                .containsExactly(List.of("客户名称", "城市"), List.of("上海远景机械有限公司", "上海"), List.of("𠮷野家", "东京"));
    }

    @Test
    void leavesOutAByteOrderMark() throws IOException {
        assertThat(read("\uFEFFname,city\nA,B")).first().isEqualTo(List.of("name", "city"));
    }

    @ParameterizedTest
    @CsvSource({"','", "';'", "'\t'", "'|'"})
    void tellsTheDelimiterFromTheContent(String delimiter) throws IOException {
        String text = "a@b@c\n1@\"x,y;z\"@3\n4@5@6\n".replace("@", delimiter);
        assertThat(read(text)).first().isEqualTo(List.of("a", "b", "c"));
        assertThat(read(text)).element(1).isEqualTo(List.of("1", "x,y;z", "3"));
    }

    @Test
    void readsQuotesAndLineBreaksWithinCells() throws IOException {
        assertThat(read("name,note\r\n\"Say \"\"hi\"\"\",\"one\r\ntwo\"\r\n5\" pipe,x\r\n"))
                .containsExactly(
                        List.of("name", "note"), List.of("Say \"hi\"", "one\r\ntwo"), List.of("5\" pipe", "x"));
    }

    @Test
    void countsLinesAsAPersonDoes() throws IOException {
        Path file = file("a,b\n\"x\ny\",1\n\n,\nlast,2\n".getBytes(StandardCharsets.UTF_8));
        try (Table table = TableFile.inspect(file).open(file, null, folder)) {
            assertThat(table.next().line()).isEqualTo(2);
            assertThat(table.next()).isEqualTo(new Table.Row(6, List.of("last", "2")));
            assertThat(table.next()).isNull();
        }
    }

    @Test
    void makesRowsFitTheHeaderAndKeepsWhatIsTooMuch() throws IOException {
        assertThat(read("a,b\n1\n1,2,3\n1,2,,\n"))
                .containsExactly(List.of("a", "b"), List.of("1", ""), List.of("1", "2", "3"), List.of("1", "2"));
    }

    @Test
    void namesBlankAndEqualColumns() throws IOException {
        assertThat(read("a,,a,b\n1,2,3,4")).first().isEqualTo(List.of("a", "#2", "a (2)", "b"));
    }

    @Test
    void takesExcelsSeparatorLine() throws IOException {
        assertThat(read("sep=;\r\na;b\r\n1;2\r\n")).containsExactly(List.of("a", "b"), List.of("1", "2"));
    }

    @Test
    void saysWhereAQuoteWasOpened() throws IOException {
        assertThatThrownBy(() -> read("a,b\n1,2\n\"open,3\n4,5\n"))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.code()).isEqualTo("IMPORT_QUOTE_OPEN");
                    assertThat(problem.params()).containsEntry("line", 3L);
                });
    }

    @Test
    void refusesWhatIsNoTable() {
        assertRefused(new byte[0], "IMPORT_FILE_EMPTY");
        assertRefused("%PDF-1.7\0\0\1\2".getBytes(StandardCharsets.ISO_8859_1), "IMPORT_FILE_TYPE");
        assertRefused(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13}, "IMPORT_FILE_TYPE");
        assertRefused(
                new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1},
                "IMPORT_FILE_OLD_EXCEL");
        assertRefused(new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 1, 2, 3}, "IMPORT_FILE_DAMAGED");
    }

    @Test
    void refusesAnArchiveThatIsNoWorkbook() throws IOException {
        assertRefused(zip("word/document.xml", "<w/>"), "IMPORT_FILE_TYPE");
        assertRefused(zip("../../evil.xml", "<w/>", "[Content_Types].xml", "<Types/>"), "IMPORT_FILE_TYPE");
    }

    @Test
    void refusesAWorkbookThatUnpacksToNonsense() throws IOException {
        byte[] bomb = workbook("<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c></row>"
                + "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>x</t></is></c></row>"
                + " ".repeat(40_000_000)
                + "</sheetData>");
        assertRefused(bomb, "IMPORT_FILE_BOMB");
    }

    @Test
    void refusesATextThatWouldFillTheMemory() throws IOException {
        String head = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c></row><row r=\"2\">"
                + "<c r=\"A2\" t=\"inlineStr\"><is>";
        String tail = "</is></c></row></sheetData>";
        // Below what is suspicious of a whole part.
        assertRefused(workbook(head + "<t>" + "x".repeat(7_000_000) + "</t>" + tail), "IMPORT_FILE_BOMB");
        assertRefused(
                workbook(head + ("<r><t>" + "x".repeat(1_000_000) + "</t></r>").repeat(7) + tail), "IMPORT_FILE_BOMB");
    }

    @Test
    void resolvesNoEntities() throws IOException {
        byte[] book = zip(
                "[Content_Types].xml",
                "<Types/>",
                "xl/workbook.xml",
                "<!DOCTYPE w [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><workbook><sheets>&e;</sheets></workbook>");
        assertThatThrownBy(() -> read(book)).isInstanceOf(ProblemException.class);
    }

    @Test
    void readsNumbersDatesAndTextsOfAWorkbook() throws IOException {
        Path file = folder.resolve("upload");
        try (TableWriter writer = TableWriter.xlsx(Files.newOutputStream(file), "客户")) {
            writer.row(List.of("name", "amount", "day", "moment", "count"));
            writer.row(List.of(
                    "=1+1",
                    new BigDecimal("1234567.89"),
                    LocalDate.of(2026, 1, 31),
                    LocalDateTime.of(2026, 1, 31, 8, 30),
                    7L));
        }
        assertThat(read(Files.readAllBytes(file)))
                .containsExactly(
                        List.of("name", "amount", "day", "moment", "count"),
                        List.of("=1+1", "1234567.89", "2026-01-31", "2026-01-31 08:30:00", "7"));
        assertThat(TableFile.inspect(file).sheets()).containsExactly("客户");
    }

    @Test
    void readsWhatOtherProgramsWrite() throws IOException {
        byte[] book = workbook("<sheetData><row><c t=\"inlineStr\"><is><r><t>na</t></r><r><t>me</t></r>"
                + "<rPh><t>x</t></rPh></is></c><c t=\"str\"><v>flag</v></c><c t=\"str\"><v>rate</v></c></row>"
                + "<row r=\"5\"><c r=\"B5\" t=\"b\"><v>1</v></c><c r=\"C5\"><f>1/3</f><v>0.30000000000000004</v></c></row>"
                + "</sheetData>");
        assertThat(read(book)).containsExactly(List.of("name", "flag", "rate"), List.of("", "TRUE", "0.3"));
    }

    private void assertRefused(byte[] content, String code) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                        .isEqualTo(code));
    }

    private static byte[] workbook(String sheet) throws IOException {
        return zip(
                "[Content_Types].xml",
                "<Types/>",
                "xl/workbook.xml",
                "<workbook xmlns:r=\"urn:r\"><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>",
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/a.xml\"/></Relationships>",
                "xl/worksheets/a.xml",
                "<worksheet>" + sheet + "</worksheet>");
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
