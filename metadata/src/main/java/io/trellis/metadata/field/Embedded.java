package io.trellis.metadata.field;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.schema.Schemas;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Small files kept inside a record as {@code {name, type, size, data}}, {@code data} being a data URL. At most 200 kB each,
 * since a record is read as a whole; larger files are uploaded.
 */
final class Embedded {
    /** Types of pictures that every browser shows and none runs. */
    static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/webp", "image/gif");

    /** Most bytes of a file. */
    private static final int MAX_BYTES = 200_000;

    private static final Pattern DATA_URL =
            Pattern.compile("data:([a-z0-9.+-]+/[a-z0-9.+-]+)?(?:;[a-z-]+=[^;,]*)*;base64,([A-Za-z0-9+/=]*)");
    /** Longest base64 text of MAX_BYTES, with some room for the URL's head. */
    private static final int MAX_TEXT = MAX_BYTES / 3 * 4 + 300;

    private Embedded() {}

    /**
     * A data URL, or a map with {@code data} and {@code name}. Type and size are worked out, never believed. Problems:
     * NOT_A_FILE, FILE_TOO_LARGE {max}, NOT_AN_IMAGE, FILE_TYPE_NOT_ACCEPTED {accept}.
     */
    static Map<String, Object> read(FieldDefinition field, Object raw, boolean image, Consumer<Problem> problems) {
        if (raw instanceof String text && text.isBlank()) {
            return null;
        }
        Object data = raw instanceof Map<?, ?> map ? map.get("data") : raw;
        String name = raw instanceof Map<?, ?> map && map.get("name") instanceof String given ? given : "";
        int max = Math.min(field.whole("maxSize").orElse(MAX_BYTES), MAX_BYTES);
        if (data instanceof String text && text.length() > MAX_TEXT) {
            problems.accept(Problem.of("FILE_TOO_LARGE", "", "max", max));
            return null;
        }
        Matcher url = data instanceof String text ? DATA_URL.matcher(text) : null;
        if (url == null || !url.matches() || name.length() > 200) {
            problems.accept(Problem.of("NOT_A_FILE", ""));
            return null;
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(url.group(2));
        } catch (IllegalArgumentException e) {
            problems.accept(Problem.of("NOT_A_FILE", ""));
            return null;
        }
        if (bytes.length == 0 || bytes.length > max) {
            problems.accept(
                    bytes.length == 0 ? Problem.of("NOT_A_FILE", "") : Problem.of("FILE_TOO_LARGE", "", "max", max));
            return null;
        }
        String sniffed = sniff(bytes);
        if (image && sniffed == null) {
            problems.accept(Problem.of("NOT_AN_IMAGE", ""));
            return null;
        }
        String type = sniffed != null ? sniffed : harmless(url.group(1));
        if (!checkAccepted(field, type, problems)) {
            return null;
        }
        return Schemas.map(
                "name",
                name.replaceAll("[\\p{Cc}/\\\\]", "_"),
                "type",
                type,
                "size",
                (long) bytes.length,
                "data",
                "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes));
    }

    /** The type of a picture, told from its first bytes; null for anything else. */
    private static String sniff(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 12), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (head.startsWith("RIFF") && head.endsWith("WEBP")) {
            return "image/webp";
        }
        return head.startsWith("GIF87a") || head.startsWith("GIF89a") ? "image/gif" : null;
    }

    /** What a browser might run when it opens the file becomes plain bytes. */
    private static String harmless(String type) {
        String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
        boolean active = lower.isEmpty()
                || lower.contains("html")
                || lower.contains("xml") && !lower.contains("openxml")
                || lower.contains("svg")
                || lower.contains("script");
        return active ? "application/octet-stream" : lower;
    }

    /** Reports FILE_TYPE_NOT_ACCEPTED {accept} where the field names other types. */
    static boolean checkAccepted(FieldDefinition field, String type, Consumer<Problem> problems) {
        List<String> accept = field.names("accept");
        boolean fits = accept.isEmpty() || accept.stream().anyMatch(pattern -> fits(pattern, type));
        if (!fits) {
            problems.accept(Problem.of("FILE_TYPE_NOT_ACCEPTED", "", "accept", String.join(", ", accept)));
        }
        return fits;
    }

    private static boolean fits(String pattern, String type) {
        return pattern.endsWith("/*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                : type.equals(pattern);
    }
}
