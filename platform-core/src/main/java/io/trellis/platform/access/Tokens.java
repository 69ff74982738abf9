package io.trellis.platform.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Session tokens: 256 random bits, of which only the SHA-256 is ever kept. */
final class Tokens {
    static final String PREFIX = "trl_";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LENGTH = PREFIX.length() + 43;

    private static final MessageDigest SHA_256 = sha256();

    private Tokens() {}

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether a text could be a token at all; keeps hashing off megabytes of rubbish. */
    static boolean plausible(String token) {
        return token.length() == LENGTH && token.startsWith(PREFIX);
    }

    /** SHA-256 as 64 hexadecimal digits. */
    static String digest(String text) {
        try {
            // A clone is much cheaper than looking the algorithm up, and this is done for every call of the API.
            MessageDigest digest = (MessageDigest) SHA_256.clone();
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
