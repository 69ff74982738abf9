package io.trellis.metadata.expression;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * The most usual sound of each Chinese character, without tones. The data are the dictionary of com.github.houbb:pinyin
 * (Apache 2.0), read when first needed.
 */
final class Pinyin {
    private static final class Holder {
        static final Map<Integer, String> SOUNDS = read();
    }

    private Pinyin() {}

    /** Sounds with a separator between them and around other stretches of text; with initials only their first letters. */
    static String of(String text, String separator, boolean initials) {
        StringBuilder out = new StringBuilder();
        boolean afterSound = false;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            String sound = Holder.SOUNDS.get(point);
            if (!out.isEmpty() && (sound != null || afterSound)) {
                out.append(separator);
            }
            if (sound == null) {
                out.appendCodePoint(point);
            } else {
                out.append(initials ? sound.substring(0, 1).toUpperCase(java.util.Locale.ROOT) : sound);
            }
            afterSound = sound != null;
            at += Character.charCount(point);
        }
        return out.toString();
    }

    private static Map<Integer, String> read() {
        Map<Integer, String> sounds = new HashMap<>();
        Map<String, String> shared = new HashMap<>();
        try (InputStream in = Pinyin.class.getResourceAsStream("/pinyin_dict_char.txt");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int colon = line.indexOf(':');
                if (colon > 0 && line.codePointCount(0, colon) == 1) {
                    String sound = plain(line.substring(colon + 1).split(",")[0].trim());
                    if (!sound.isEmpty()) {
                        sounds.put(line.codePointAt(0), shared.computeIfAbsent(sound, same -> same));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sounds;
    }

    /** Tones are marks above the vowels; so are the dots of ü, which become v. */
    private static String plain(String sound) {
        String parts = Normalizer.normalize(sound, Normalizer.Form.NFD).replace("u\u0308", "v");
        StringBuilder out = new StringBuilder();
        for (char c : parts.toCharArray()) {
            if (c >= 'a' && c <= 'z') {
                out.append(c);
            }
        }
        return out.toString();
    }
}
