package io.trellis.platform.transfer.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.ss.usermodel.DateUtil;

/** Tells from a cell's style whether its number is a date, a time, a percentage or just a number. */
final class CellStyles {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    /** A double has no more; the 16th and 17th digit of {@code 0.10000000000000001} are noise. */
    private static final MathContext DIGITS = new MathContext(15);

    private enum Kind {
        NUMBER,
        DATE,
        PERCENT
    }

    private final List<Kind> kinds;
    private final boolean date1904;

    private CellStyles(List<Kind> kinds, boolean date1904) {
        this.kinds = kinds;
        this.date1904 = date1904;
    }

    /** @param xml null for a book without styles */
    static CellStyles read(XMLStreamReader xml, boolean date1904) throws XMLStreamException {
        Map<Integer, String> formats = new HashMap<>();
        List<Kind> kinds = new ArrayList<>();
        boolean inCells = false;
        while (xml != null && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "numFmt" -> formats.put(number(xml), xml.getAttributeValue(null, "formatCode"));
                    case "cellXfs" -> inCells = true;
                    case "xf" -> {
                        if (inCells) {
                            int id = number(xml);
                            kinds.add(kind(id, formats.get(id)));
                        }
                    }
                    default -> {
                        // fonts, fills and borders say nothing about the value
                    }
                }
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("cellXfs")) {
                inCells = false;
            }
        }
        return new CellStyles(kinds, date1904);
    }

    private static int number(XMLStreamReader xml) {
        String id = xml.getAttributeValue(null, "numFmtId");
        try {
            return id == null ? 0 : Integer.parseInt(id);
        } catch (NumberFormatException e) {
            throw XlsxBook.damaged();
        }
    }

    private static Kind kind(int id, String format) {
        if (id == 9 || id == 10 || format != null && unquoted(format).contains("%")) {
            return Kind.PERCENT;
        }
        // 27–36 and 50–58 are the built-in dates of Chinese, Japanese and Korean Excel (ECMA-376, 18.8.30).
        boolean eastAsian = format == null && (id >= 27 && id <= 36 || id >= 50 && id <= 58);
        return eastAsian || DateUtil.isADateFormat(id, format == null ? "" : format) ? Kind.DATE : Kind.NUMBER;
    }

    private static String unquoted(String format) {
        return format.replaceAll("\"[^\"]*\"|\\\\.", "");
    }

    String text(String value, int style) {
        BigDecimal number;
        try {
            number = new BigDecimal(value.strip()).round(DIGITS);
        } catch (NumberFormatException e) {
            return value;
        }
        return switch (style >= 0 && style < kinds.size() ? kinds.get(style) : Kind.NUMBER) {
            case NUMBER -> plain(number);
            case PERCENT -> plain(number.movePointRight(2)) + "%";
            case DATE -> date(number.doubleValue(), value);
        };
    }

    private String date(double serial, String raw) {
        if (!DateUtil.isValidExcelDate(serial)) {
            return raw;
        }
        LocalDateTime moment = DateUtil.getLocalDateTime(serial, date1904, true);
        if (serial < 1) {
            return TIME.format(moment);
        }
        return moment.toLocalTime().toSecondOfDay() == 0 ? DAY.format(moment) : MOMENT.format(moment);
    }

    private static String plain(BigDecimal number) {
        // Above the bounds a plain text would be absurdly long; the field's own check refuses such numbers anyway.
        return Math.abs(number.precision() - number.scale()) > 40
                ? number.toString()
                : number.stripTrailingZeros().toPlainString();
    }
}
