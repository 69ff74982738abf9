package io.trellis.platform.store;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A growing buffer that JSON is written into as UTF-8, without an intermediate text. Not thread-safe. */
final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int size;

    JsonBytes(int capacity) {
        bytes = new byte[capacity];
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    JsonBytes raw(char c) {
        room(1);
        bytes[size++] = (byte) c;
        return this;
    }

    private void raw(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    /** Text of ASCII characters that need no escape. */
    @SuppressWarnings("deprecation") // the one way to copy a Latin-1 text's bytes without an allocation
    void ascii(String text) {
        int length = text.length();
        room(length);
        text.getBytes(0, length, bytes, size);
        size += length;
    }

    void flag(boolean value) {
        raw(value ? TRUE : FALSE);
    }

    /** Plain notation without trailing zeros: {@code 1500}, never {@code 1.5E+3}. */
    void decimal(BigDecimal value) {
        ascii(value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
    }

    void day(LocalDate value) {
        raw('"');
        dayDigits(value);
        raw('"');
    }

    private void dayDigits(LocalDate value) {
        if (value.getYear() < 0 || value.getYear() > 9999) {
            ascii(value.toString());
            return;
        }
        digits(value.getYear(), 4);
        raw('-');
        digits(value.getMonthValue(), 2);
        raw('-');
        digits(value.getDayOfMonth(), 2);
    }

    void time(LocalTime value) {
        raw('"');
        timeDigits(value);
        raw('"');
    }

    private void timeDigits(LocalTime value) {
        digits(value.getHour(), 2);
        raw(':');
        digits(value.getMinute(), 2);
        raw(':');
        digits(value.getSecond(), 2);
    }

    /** UTC with milliseconds, which are always three digits. */
    void moment(Instant value) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(value.getEpochSecond(), value.getNano(), ZoneOffset.UTC);
        raw('"');
        dayDigits(local.toLocalDate());
        raw('T');
        timeDigits(local.toLocalTime());
        raw('.');
        digits(value.getNano() / 1_000_000, 3);
        raw('Z');
        raw('"');
    }

    private void digits(int value, int places) {
        room(places);
        int rest = value;
        for (int i = places - 1; i >= 0; i--) {
            bytes[size + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += places;
    }

    void text(String text) {
        int length = text.length();
        raw('"');
        if (plain(text, length)) {
            ascii(text);
        } else {
            escaped(text, length);
        }
        raw('"');
    }

    private static boolean plain(String text, int length) {
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c > 0x7e || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private void escaped(String text, int length) {
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            room(6);
            if (c >= 0x20 && c < 0x80) {
                if (c == '"' || c == '\\') {
                    bytes[size++] = '\\';
                }
                bytes[size++] = (byte) c;
            } else if (c < 0x20) {
                control(c);
            } else if (c < 0x800) {
                bytes[size++] = (byte) (0xc0 | c >> 6);
                bytes[size++] = (byte) (0x80 | c & 0x3f);
            } else if (!Character.isSurrogate(c)) {
                bytes[size++] = (byte) (0xe0 | c >> 12);
                bytes[size++] = (byte) (0x80 | c >> 6 & 0x3f);
                bytes[size++] = (byte) (0x80 | c & 0x3f);
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                bytes[size++] = (byte) (0xf0 | point >> 18);
                bytes[size++] = (byte) (0x80 | point >> 12 & 0x3f);
                bytes[size++] = (byte) (0x80 | point >> 6 & 0x3f);
                bytes[size++] = (byte) (0x80 | point & 0x3f);
            } else {
                bytes[size++] = '?'; // half a character; Java's own encoder says the same
            }
        }
    }

    private void control(char c) {
        bytes[size++] = '\\';
        switch (c) {
            case '\n' -> bytes[size++] = 'n';
            case '\r' -> bytes[size++] = 'r';
            case '\t' -> bytes[size++] = 't';
            default -> {
                bytes[size++] = 'u';
                bytes[size++] = '0';
                bytes[size++] = '0';
                bytes[size++] = HEX[c >> 4];
                bytes[size++] = HEX[c & 15];
            }
        }
    }

    void texts(List<?> values) {
        raw('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                raw(',');
            }
            text((String) values.get(i));
        }
        raw(']');
    }

    /** Any JSON-like value: Map, List, String, Number, Boolean, null. */
    void any(Object value) {
        switch (value) {
            case null -> raw(NULL);
            case String text -> text(text);
            case Boolean flag -> flag(flag);
            case BigDecimal decimal -> decimal(decimal);
            case Number number -> ascii(number.toString());
            case Map<?, ?> map -> {
                raw('{');
                boolean first = true;
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    if (!first) {
                        raw(',');
                    }
                    first = false;
                    text(entry.getKey().toString());
                    raw(':');
                    any(entry.getValue());
                }
                raw('}');
            }
            case List<?> list -> {
                raw('[');
                for (int i = 0; i < list.size(); i++) {
                    if (i > 0) {
                        raw(',');
                    }
                    any(list.get(i));
                }
                raw(']');
            }
            default -> throw new IllegalArgumentException("not JSON: " + value.getClass());
        }
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
