package io.trellis.server.steelwheels;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The original database, opened read-only in memory; writes the files a user would export from it. */
final class SteelWheels implements AutoCloseable {
    private final Connection connection;

    SteelWheels() throws SQLException {
        connection = DriverManager.getConnection("jdbc:hsqldb:res:steelwheels", "sa", "");
        connection.setSchema("steelwheels");
    }

    /** One number. */
    BigDecimal number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return plain(rows.getBigDecimal(1));
        }
    }

    /** A number per group: the first column is the group, the second the number. */
    Map<String, BigDecimal> numbers(String sql) throws SQLException {
        Map<String, BigDecimal> numbers = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                numbers.put(String.valueOf(rows.getString(1)), plain(rows.getBigDecimal(2)));
            }
        }
        return numbers;
    }

    /** Writes a query's rows as CSV the way spreadsheets do: UTF-8, quoted where needed, days without a time. */
    Path csv(Path file, String sql) throws SQLException, IOException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> columns = columns(rows.getMetaData());
            lines.add(String.join(",", columns));
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    Object value = rows.getObject(i);
                    cells.add(quoted(
                            value instanceof Timestamp moment
                                    ? moment.toLocalDateTime().toLocalDate().toString()
                                    : value == null ? "" : value.toString()));
                }
                lines.add(String.join(",", cells));
            }
        }
        return Files.write(file, lines, StandardCharsets.UTF_8);
    }

    /** Writes a query's rows as a workbook with real number and date cells. */
    Path xlsx(Path file, String sql) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql);
                XSSFWorkbook workbook = new XSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            Sheet sheet = workbook.createSheet("Export");
            CellStyle day = workbook.createCellStyle();
            day.setDataFormat(workbook.createDataFormat().getFormat("yyyy-mm-dd"));
            List<String> columns = columns(rows.getMetaData());
            Row heading = sheet.createRow(0);
            for (int i = 0; i < columns.size(); i++) {
                heading.createCell(i).setCellValue(columns.get(i));
            }
            while (rows.next()) {
                Row row = sheet.createRow(sheet.getLastRowNum() + 1);
                for (int i = 0; i < columns.size(); i++) {
                    fill(row.createCell(i), rows.getObject(i + 1), day);
                }
            }
            workbook.write(out);
        }
        return file;
    }

    private static void fill(Cell cell, Object value, CellStyle day) {
        switch (value) {
            case null -> {}
            case Timestamp moment -> {
                cell.setCellValue(moment.toLocalDateTime());
                cell.setCellStyle(day);
            }
            case Number number -> cell.setCellValue(number.doubleValue());
            default -> cell.setCellValue(value.toString());
        }
    }

    private static List<String> columns(ResultSetMetaData meta) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(meta.getColumnLabel(i));
        }
        return columns;
    }

    private static String quoted(String text) {
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }

    /** Without trailing zeros, so that equal numbers are equal. */
    static BigDecimal plain(BigDecimal number) {
        return number == null || number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    static Map<String, BigDecimal> sorted(Map<String, BigDecimal> numbers) {
        return numbers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> plain(e.getValue()), BigDecimal::add, TreeMap::new));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
