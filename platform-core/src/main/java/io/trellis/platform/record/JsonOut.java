package io.trellis.platform.record;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * JSON being written into one growing buffer of UTF-8. Answers are put together from stored bytes, so a general writer would
 * only stand in the way. Not thread-safe.
 */
final class JsonOut {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private byte[] buffer;
    private int size;

    JsonOut(int capacity) {
        buffer = new byte[Math.max(64, capacity)];
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    byte[] buffer() {
        return buffer;
    }

    int size() {
        return size;
    }

    JsonOut raw(byte[] bytes) {
        return raw(bytes, 0, bytes.length);
    }

    JsonOut raw(byte[] bytes, int from, int to) {
        int length = to - from;
        room(length);
        System.arraycopy(bytes, from, buffer, size, length);
        size += length;
        return this;
    }

    /** One ASCII character as it is. */
    JsonOut raw(char one) {
        room(1);
        buffer[size++] = (byte) one;
        return this;
    }

    /** ASCII text as it is: punctuation and known names. */
    @SuppressWarnings("deprecation")
    JsonOut raw(String ascii) {
        int length = ascii.length();
        room(length);
        ascii.getBytes(0, length, buffer, size);
        size += length;
        return this;
    }

    JsonOut nothing() {
        return raw(NULL);
    }

    JsonOut whole(long value) {
        return raw(Long.toString(value));
    }

    /** A text in quotes. */
    JsonOut text(String value) {
        int length = value.length();
        room(length * 3 + 2);
        buffer[size++] = '"';
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                i += wide(value, i);
            } else if (c >= 0x20 && c != '"' && c != '\\') {
                buffer[size++] = (byte) c;
            } else {
                escaped(c);
                room((length - i) * 3 + 2);
            }
        }
        buffer[size++] = '"';
        return this;
    }

    /** @return how many characters beyond the first were taken */
    private int wide(String value, int i) {
        char c = value.charAt(i);
        if (c < 0x800) {
            buffer[size++] = (byte) (0xc0 | c >> 6);
            buffer[size++] = (byte) (0x80 | c & 0x3f);
            return 0;
        }
        if (Character.isHighSurrogate(c) && i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))) {
            int point = Character.toCodePoint(c, value.charAt(i + 1));
            buffer[size++] = (byte) (0xf0 | point >> 18);
            buffer[size++] = (byte) (0x80 | point >> 12 & 0x3f);
            buffer[size++] = (byte) (0x80 | point >> 6 & 0x3f);
            buffer[size++] = (byte) (0x80 | point & 0x3f);
            return 1;
        }
        if (Character.isSurrogate(c)) {
            c = '\ufffd';
        }
        buffer[size++] = (byte) (0xe0 | c >> 12);
        buffer[size++] = (byte) (0x80 | c >> 6 & 0x3f);
        buffer[size++] = (byte) (0x80 | c & 0x3f);
        return 0;
    }

    private void escaped(char c) {
        room(6);
        buffer[size++] = '\\';
        switch (c) {
            case '"', '\\' -> buffer[size++] = (byte) c;
            case '\n' -> buffer[size++] = 'n';
            case '\r' -> buffer[size++] = 'r';
            case '\t' -> buffer[size++] = 't';
            default -> {
                buffer[size++] = 'u';
                buffer[size++] = '0';
                buffer[size++] = '0';
                buffer[size++] = HEX[c >> 4];
                buffer[size++] = HEX[c & 15];
            }
        }
    }

    /** {@code "2026-01-31T08:00:00.000Z"}: UTC, always three digits of milliseconds. */
    JsonOut moment(Instant value) {
        long millis = value.toEpochMilli();
        long day = Math.floorDiv(millis, 86_400_000L);
        int ofDay = (int) Math.floorMod(millis, 86_400_000L);
        LocalDate date = LocalDate.ofEpochDay(day);
        if (date.getYear() < 0 || date.getYear() > 9999) {
            return text(value.toString());
        }
        room(26);
        buffer[size++] = '"';
        digits(date.getYear(), 4);
        buffer[size++] = '-';
        digits(date.getMonthValue(), 2);
        buffer[size++] = '-';
        digits(date.getDayOfMonth(), 2);
        buffer[size++] = 'T';
        digits(ofDay / 3_600_000, 2);
        buffer[size++] = ':';
        digits(ofDay / 60_000 % 60, 2);
        buffer[size++] = ':';
        digits(ofDay / 1000 % 60, 2);
        buffer[size++] = '.';
        digits(ofDay % 1000, 3);
        buffer[size++] = 'Z';
        buffer[size++] = '"';
        return this;
    }

    private void digits(int value, int count) {
        for (int i = size + count - 1; i >= size; i--) {
            buffer[i] = (byte) ('0' + value % 10);
            value /= 10;
        }
        size += count;
    }

    /** Any canonical or JSON-like value. */
    JsonOut value(Object value) {
        switch (value) {
            case null -> nothing();
            case String text -> text(text);
            case Boolean flag -> raw(flag ? "true" : "false");
            case Long whole -> whole(whole);
            case Integer whole -> whole(whole);
            case BigDecimal decimal -> raw(plain(decimal));
            case Instant moment -> moment(moment);
            case LocalDate day -> text(day.toString());
            case LocalTime time -> text(time(time));
            case Map<?, ?> map -> {
                raw('{');
                boolean first = true;
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    if (!first) {
                        raw(',');
                    }
                    first = false;
                    text(entry.getKey().toString()).raw(':').value(entry.getValue());
                }
                raw('}');
            }
            case List<?> list -> {
                raw('[');
                for (int i = 0; i < list.size(); i++) {
                    if (i > 0) {
                        raw(',');
                    }
                    value(list.get(i));
                }
                raw(']');
            }
            default -> throw new IllegalArgumentException("No JSON for " + value.getClass());
        }
        return this;
    }

    /** A decimal without exponent and trailing zeros. */
    static String plain(BigDecimal decimal) {
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }

    private static String time(LocalTime time) {
        String text = time.toString();
        return text.length() == 5 ? text + ":00" : text;
    }

    private void room(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
