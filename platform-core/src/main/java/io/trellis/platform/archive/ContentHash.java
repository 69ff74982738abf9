package io.trellis.platform.archive;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A hash of lines that does not depend on their order: the sum, modulo 2^256, of their SHA-256 (Bellare and Micciancio's AdHash). It finds
 * mistakes and damage, not somebody who chooses lines with care. Not thread-safe.
 */
final class ContentHash {
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(256);

    private final MessageDigest sha256 = sha256();
    /** Four 64-bit digits, the lowest last. */
    private final long[] sum = new long[4];

    private long count;

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void add(byte[] line) {
        byte[] digest = sha256.digest(line);
        long carry = 0;
        for (int i = 3; i >= 0; i--) {
            long digit = 0;
            for (int j = 0; j < 8; j++) {
                digit = digit << 8 | digest[i * 8 + j] & 0xff;
            }
            long partial = sum[i] + digit;
            long overflow = Long.compareUnsigned(partial, digit) < 0 ? 1 : 0;
            sum[i] = partial + carry;
            carry = overflow + (carry == 1 && sum[i] == 0 ? 1 : 0);
        }
        count++;
    }

    long count() {
        return count;
    }

    /** 64 hexadecimal digits. */
    String hex() {
        BigInteger value = BigInteger.ZERO;
        for (long digit : sum) {
            value = value.shiftLeft(64).or(new BigInteger(Long.toUnsignedString(digit)));
        }
        String hex = value.mod(LIMIT).toString(16);
        return "0".repeat(64 - hex.length()) + hex;
    }

    static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}
