package io.trellis.platform.search.index;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;

/** Tells by a few characters whether two documents were made of the same. Not thread-safe. */
final class Print {
    private final MessageDigest digest;

    Print(Generation generation, long created) {
        try {
            // So long that no two different documents ever share one: a change that went unseen would never be found.
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
        add(generation.format() + " " + created);
    }

    void text(char key, boolean name, String text) {
        add((name ? "N" : "T") + key + text);
    }

    void terms(Set<String> terms) {
        new TreeSet<>(terms).forEach(this::add);
    }

    /** Each with its length before it, so that no two lists run together to the same. */
    private void add(String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_16BE);
        for (int shift = 24; shift >= 0; shift -= 8) {
            digest.update((byte) (bytes.length >> shift));
        }
        digest.update(bytes);
    }

    @Override
    public String toString() {
        return Base64.getEncoder().withoutPadding().encodeToString(digest.digest());
    }
}
