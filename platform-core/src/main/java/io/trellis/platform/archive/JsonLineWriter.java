package io.trellis.platform.archive;

import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.RecordDocument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Writes a flat JSON object without white space; what has no value gets no key. Not thread-safe. */
final class JsonLineWriter {
    /** Ends the key of bytes that are no JSON object and are written in base 64. */
    static final String BASE64 = "Base64";

    private byte[] bytes;
    private int size;

    JsonLineWriter(int capacity) {
        bytes = new byte[capacity];
    }

    JsonLineWriter text(String key, String value) {
        return value == null ? this : raw(key, RecordDocument.encodeValue(Shape.TEXT, value));
    }

    JsonLineWriter number(String key, long value) {
        return raw(key, Long.toString(value).getBytes(StandardCharsets.US_ASCII));
    }

    JsonLineWriter moment(String key, Instant value) {
        return value == null ? this : raw(key, RecordDocument.encodeValue(Shape.MOMENT, value));
    }

    /** A JSON object as it stands. */
    JsonLineWriter json(String key, byte[] value) {
        return raw(key, value);
    }

    /** Bytes that are a compact JSON object, as a rule; whatever else they are is kept just as well. */
    JsonLineWriter bytes(String key, byte[] value) {
        if (value == null) {
            return this;
        }
        return JsonLine.isCompactObject(value)
                ? raw(key, value)
                : text(key + BASE64, Base64.getEncoder().encodeToString(value));
    }

    private JsonLineWriter raw(String key, byte[] value) {
        int more = key.length() + value.length + 5;
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
        bytes[size++] = (byte) (size == 1 ? '{' : ',');
        bytes[size++] = '"';
        for (int i = 0; i < key.length(); i++) {
            bytes[size++] = (byte) key.charAt(i);
        }
        bytes[size++] = '"';
        bytes[size++] = ':';
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    byte[] end() {
        byte[] line = Arrays.copyOf(bytes, size + 1);
        line[size] = '}';
        return line;
    }
}
