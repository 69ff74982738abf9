package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/** What equality, order and text search mean for values; the evaluator and {@link Predicate#test} share it. */
final class Values {

    private Values() {}

    /** Null, or a list without elements. */
    static boolean isNull(Object value) {
        return value == null || value instanceof List<?> list && list.isEmpty();
    }

    /** A record's value as the language sees it: whole numbers are numbers like any other. */
    static Object ofRecord(Object value) {
        return value instanceof Long whole ? BigDecimal.valueOf(whole) : value;
    }

    /** Null-safe equality: two nulls are the same, numbers are compared by value. */
    static boolean same(Object left, Object right) {
        if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
            return a.compareTo(b) == 0;
        }
        if (left == null || right == null) {
            return isNull(left) && isNull(right);
        }
        return left.equals(right);
    }

    /** The order of two values of the same kind, neither null. Kinds without an order are a programming error. */
    static int order(Object left, Object right) {
        return switch (left) {
            case BigDecimal a -> a.compareTo((BigDecimal) right);
            case String a -> orderTexts(a, (String) right);
            case LocalDate a -> a.compareTo((LocalDate) right);
            case Instant a -> a.compareTo((Instant) right);
            case LocalTime a -> a.compareTo((LocalTime) right);
            case Boolean a -> a.compareTo((Boolean) right);
            default ->
                throw new IllegalArgumentException(
                        "no order for " + left.getClass().getSimpleName());
        };
    }

    /** The order of code points, which unlike {@code String.compareTo} is also the order of the UTF-8 bytes. */
    static int orderTexts(String left, String right) {
        int shared = Math.min(left.length(), right.length());
        for (int i = 0; i < shared; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // A surrogate stands for a code point above every single char, though its own number is lower.
                boolean surrogateA = Character.isSurrogate(a);
                return surrogateA == Character.isSurrogate(b) ? a - b : surrogateA ? 1 : -1;
            }
        }
        return left.length() - right.length();
    }

    static boolean startsWith(String text, String part) {
        return matchesAt(text, part, 0);
    }

    static boolean endsWith(String text, String part) {
        return matchesAt(text, part, text.length() - part.length());
    }

    static boolean contains(String text, String part) {
        for (int at = 0; at <= text.length() - part.length(); at++) {
            if (matchesAt(text, part, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesAt(String text, String part, int at) {
        if (at < 0 || at + part.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < part.length(); i++) {
            if (lower(text.charAt(at + i)) != lower(part.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Only A–Z are folded: a store without Unicode tables must be able to do the same. */
    static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
}
