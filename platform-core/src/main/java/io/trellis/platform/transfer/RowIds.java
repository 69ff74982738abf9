package io.trellis.platform.transfer;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Ids of the records an import makes, derived from the import and the row's number: the time of the import's own id, 40 bits
 * of a hash of it and 40 bits of the number. A row that is written again therefore meets its own record, and the records
 * sort as the rows do.
 */
final class RowIds {
    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();

    private final String time;
    private final BigInteger hash;
    private final String prefix;

    RowIds(String importId, String prefix) {
        this.prefix = prefix;
        String ulid = importId.substring(importId.indexOf('_') + 1);
        this.time = ulid.substring(0, 10);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(importId.getBytes(StandardCharsets.US_ASCII));
            this.hash = BigInteger.valueOf(ByteBuffer.wrap(digest).getLong() >>> 24);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param number of the row among the file's rows */
    String id(long number) {
        BigInteger bits = hash.shiftLeft(40).or(BigInteger.valueOf(number));
        char[] digits = new char[16];
        for (int i = 15; i >= 0; i--) {
            digits[i] = DIGITS[bits.intValue() & 31];
            bits = bits.shiftRight(5);
        }
        return prefix + "_" + time + new String(digits);
    }
}
