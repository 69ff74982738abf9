package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** How values become text, and how texts are cut: always by code points. */
final class Texts {
    /** No result grows beyond this many UTF-16 units; what would is null. */
    static final int MAX_LENGTH = 100_000;

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private Texts() {}

    /** Null becomes the empty text; a moment is written in the context's zone, to the second. */
    static String of(Object value, EvaluationContext context) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            case BigDecimal number -> Numbers.plain(number);
            case Boolean flag -> flag ? "TRUE" : "FALSE";
            case Instant moment -> moment(moment, context.zone());
            case LocalTime time -> TIME.format(time);
            case LocalDate date -> date.toString();
            case List<?> list -> list.stream().map(item -> of(item, context)).collect(Collectors.joining(", "));
            default -> value.toString();
        };
    }

    private static String moment(Instant moment, ZoneId zone) {
        return MOMENT.format(moment.atZone(zone));
    }

    static String limited(String text) {
        return text.length() > MAX_LENGTH ? null : text;
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** {@code count} code points from {@code from} (0-based), as far as the text goes. */
    static String slice(String text, int from, int count) {
        int length = length(text);
        int start = Math.clamp(from, 0, length);
        int end = (int) Math.clamp((long) start + Math.max(0, count), start, length);
        return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
    }

    /** Without spaces, control characters, no-break and ideographic spaces at both ends. */
    static String trim(String text) {
        return trimStart(trimEnd(text));
    }

    static String trimStart(String text) {
        int start = 0;
        while (start < text.length() && isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    static String trimEnd(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    static boolean isSpace(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\u3000' || c == '\ufeff';
    }

    /** The place (1-based, code points) of {@code part} at or after {@code from}; 0 when absent. */
    static int find(String part, String text, int from) {
        if (from < 1 || from > length(text) + 1) {
            return 0;
        }
        int at = text.indexOf(part, text.offsetByCodePoints(0, from - 1));
        return at < 0 ? 0 : text.codePointCount(0, at) + 1;
    }
}
