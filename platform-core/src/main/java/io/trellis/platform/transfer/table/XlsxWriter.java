package io.trellis.platform.transfer.table;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.WorkbookUtil;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/** Streams rows through a temporary file of the library, a few in memory. Texts are typed as such, so nothing is ever run. */
final class XlsxWriter implements TableWriter {
    private static final int IN_MEMORY = 50;

    private final OutputStream out;
    private final SXSSFWorkbook book = new SXSSFWorkbook(null, IN_MEMORY, true, false);
    private final SXSSFSheet sheet;
    private final CellStyle day;
    private final CellStyle moment;
    private int rows;

    XlsxWriter(OutputStream out, String name) {
        this.out = out;
        sheet = book.createSheet(WorkbookUtil.createSafeSheetName(name));
        sheet.createFreezePane(0, 1);
        day = style("yyyy-mm-dd");
        moment = style("yyyy-mm-dd hh:mm:ss");
    }

    private CellStyle style(String format) {
        CellStyle style = book.createCellStyle();
        style.setDataFormat(book.createDataFormat().getFormat(format));
        return style;
    }

    @Override
    public void row(List<?> cells) {
        Row row = sheet.createRow(rows++);
        for (int i = 0; i < cells.size(); i++) {
            Object value = cells.get(i);
            if (value != null) {
                write(row.createCell(i), value);
            }
        }
    }

    private void write(Cell cell, Object value) {
        switch (value) {
            case Long number -> cell.setCellValue(number);
            case BigDecimal number -> {
                // Beyond 15 digits a cell's number would not be the same any more.
                if (number.precision() <= 15) {
                    cell.setCellValue(number.doubleValue());
                } else {
                    cell.setCellValue(number.toPlainString());
                }
            }
            case LocalDate date -> {
                cell.setCellValue(date);
                cell.setCellStyle(day);
            }
            case LocalDateTime time -> {
                cell.setCellValue(time);
                cell.setCellStyle(moment);
            }
            default -> {
                String text = value.toString();
                int most = SpreadsheetVersion.EXCEL2007.getMaxTextLength();
                cell.setCellValue(text.length() > most ? text.substring(0, most) : text);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            book.write(out);
        } finally {
            book.close();
            out.close();
        }
    }
}
