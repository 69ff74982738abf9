package io.trellis.platform.files;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells what a file is from its first bytes; what its sender says is not believed. The name's ending decides only between kinds
 * that look the same from outside: what is in a ZIP or an old Office container, and kinds of plain text.
 *
 * <p>Signatures as in the formats' own specifications (PNG, RFC 2083; JPEG, ITU T.81; PDF, ISO 32000; ZIP, APPNOTE 4.3; ISO base
 * media, ISO 14496-12 …).
 */
final class FileTypes {
    static final String UNKNOWN = "application/octet-stream";
    /** As many bytes as {@link #tell} wants to see. */
    static final int HEAD = 4096;

    /** Pictures that a browser shows and does not run. */
    private static final Set<String> INLINE = Set.of("image/png", "image/jpeg", "image/webp", "image/gif");
    /** Kinds that a browser would run in the page's name when it opened them. */
    private static final Set<String> ACTIVE = Set.of("text/html", "image/svg+xml", "application/xml");

    private record Magic(int offset, byte[] bytes, String type) {}

    private static final List<Magic> MAGICS = List.of(
            magic(0, "89504e470d0a1a0a", "image/png"),
            magic(0, "ffd8ff", "image/jpeg"),
            magic(0, "474946383761", "image/gif"),
            magic(0, "474946383961", "image/gif"),
            magic(0, "424d", "image/bmp"),
            magic(0, "49492a00", "image/tiff"),
            magic(0, "4d4d002a", "image/tiff"),
            magic(0, "255044462d", "application/pdf"),
            magic(0, "504b0304", "application/zip"),
            magic(0, "504b0506", "application/zip"),
            magic(0, "d0cf11e0a1b11ae1", "application/x-ole-storage"),
            magic(0, "1f8b", "application/gzip"),
            magic(0, "377abcaf271c", "application/x-7z-compressed"),
            magic(0, "526172211a07", "application/vnd.rar"),
            magic(257, "7573746172", "application/x-tar"),
            magic(0, "7b5c727466", "application/rtf"),
            magic(0, "494433", "audio/mpeg"),
            magic(0, "fffb", "audio/mpeg"),
            magic(0, "4f676753", "audio/ogg"),
            magic(0, "664c6143", "audio/flac"),
            magic(0, "1a45dfa3", "video/webm"),
            magic(0, "4d5a", "application/x-msdownload"),
            magic(0, "7f454c46", "application/x-executable"));

    /** By ending, for what looks like a ZIP. */
    private static final Map<String, String> ZIPS = Map.of(
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "odt", "application/vnd.oasis.opendocument.text",
            "ods", "application/vnd.oasis.opendocument.spreadsheet",
            "odp", "application/vnd.oasis.opendocument.presentation",
            "epub", "application/epub+zip");

    private static final Map<String, String> OLES = Map.of(
            "doc", "application/msword",
            "xls", "application/vnd.ms-excel",
            "ppt", "application/vnd.ms-powerpoint",
            "msg", "application/vnd.ms-outlook");

    private static final Map<String, String> TEXTS = Map.of(
            "csv", "text/csv",
            "json", "application/json",
            "md", "text/markdown",
            "eml", "message/rfc822",
            "ics", "text/calendar",
            "vcf", "text/vcard");

    private FileTypes() {}

    private static Magic magic(int offset, String hex, String type) {
        return new Magic(offset, HexFormat.of().parseHex(hex), type);
    }

    /**
     * @param head the file's first bytes, up to {@link #HEAD}
     * @param name for its ending
     */
    static String tell(byte[] head, String name) {
        String ending = FileNames.ending(name);
        String known = known(head);
        if (known != null) {
            return switch (known) {
                case "application/zip" -> ZIPS.getOrDefault(ending, known);
                case "application/x-ole-storage" -> OLES.getOrDefault(ending, known);
                default -> known;
            };
        }
        return text(head) ? textType(head, ending) : UNKNOWN;
    }

    private static String known(byte[] head) {
        if (at(head, 0, "RIFF")) {
            return at(head, 8, "WEBP") ? "image/webp" : at(head, 8, "WAVE") ? "audio/wav" : UNKNOWN;
        }
        if (at(head, 4, "ftyp")) {
            String brand = head.length < 12 ? "" : new String(head, 8, 4, StandardCharsets.ISO_8859_1);
            return switch (brand.strip()) {
                case "heic", "heix", "mif1", "hevc" -> "image/heic";
                case "avif" -> "image/avif";
                case "qt" -> "video/quicktime";
                case "M4A" -> "audio/mp4";
                default -> "video/mp4";
            };
        }
        for (Magic magic : MAGICS) {
            if (at(head, magic.offset(), magic.bytes())) {
                return magic.type();
            }
        }
        return null;
    }

    private static boolean at(byte[] head, int offset, String ascii) {
        return at(head, offset, ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean at(byte[] head, int offset, byte[] expected) {
        return head.length >= offset + expected.length
                && java.util.Arrays.equals(head, offset, offset + expected.length, expected, 0, expected.length);
    }

    /** Text has no control characters but line breaks and the like; which encoding it has matters to nobody here. */
    private static boolean text(byte[] head) {
        if (at(head, 0, new byte[] {(byte) 0xff, (byte) 0xfe}) || at(head, 0, new byte[] {(byte) 0xfe, (byte) 0xff})) {
            return true;
        }
        for (byte one : head) {
            if (one >= 0 && one < 0x20 && one != '\n' && one != '\r' && one != '\t' && one != '\f' && one != 0x1b) {
                return false;
            }
        }
        return true;
    }

    private static String textType(byte[] head, String ending) {
        // Without NULs a text in UTF-16 reads like one in ASCII.
        String start = new String(head, StandardCharsets.UTF_8)
                .replaceAll("[\\u0000\\ufeff\\ufffd]", "")
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        if (start.startsWith("<")) {
            if (start.contains("<svg")) {
                return "image/svg+xml";
            }
            return start.startsWith("<?xml") && !start.contains("<html") ? "application/xml" : "text/html";
        }
        if (start.contains("<html") || start.contains("<script") || start.contains("<!doctype html")) {
            return "text/html";
        }
        return TEXTS.getOrDefault(ending, "text/plain");
    }

    static boolean inline(String type) {
        return INLINE.contains(type);
    }

    /** The type to answer a download with: a browser that ignores every other header finds nothing to run. */
    static String served(String type) {
        return ACTIVE.contains(type) ? UNKNOWN : type.startsWith("text/") ? type + ";charset=UTF-8" : type;
    }
}
