package io.trellis.platform.files;

import java.text.Normalizer;
import java.util.Locale;

/** What people call their files, made harmless: for showing and for downloads, never for paths. */
final class FileNames {
    private static final int LONGEST = 200;

    private FileNames() {}

    /**
     * The last part of a path, without characters that no file system takes or that turn text around, at most 200 characters; its
     * ending is kept.
     */
    static String shown(String name) {
        String text = name == null ? "" : Normalizer.normalize(name, Normalizer.Form.NFC);
        text = text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1)
                .replaceAll(
                        "[\\p{Cc}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]", "")
                .replaceAll("[<>:\"|?*]", "_")
                .strip()
                .replaceAll("[. ]+$", "");
        if (text.isEmpty()) {
            return "file";
        }
        if (text.length() <= LONGEST) {
            return text;
        }
        String ending = ending(text);
        String tail = ending.isEmpty() ? "" : "." + ending;
        int end = text.offsetByCodePoints(0, text.codePointCount(0, LONGEST - tail.length()) - 1);
        return text.substring(0, end) + tail;
    }

    /** The lower-case ending without its dot; empty where there is none or it is no ending. */
    static String ending(String name) {
        int dot = name.lastIndexOf('.');
        String ending = dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return ending.matches("[a-z0-9]{1,10}") ? ending : "";
    }
}
