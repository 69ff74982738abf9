package io.trellis.platform.files;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of a file. Never changed but once, when a record takes it.
 *
 * @param name as shown, made harmless; never part of a path
 * @param type media type, told from the content
 * @param size bytes
 * @param width pixels as shown, 0 for what is no picture
 * @param height pixels as shown
 * @param createdBy user id of who uploaded it
 * @param record id of the record that has it; null while nobody has taken it
 * @param field stable id of the field that has it; null for an attachment
 */
public record StoredFile(
        String id,
        String name,
        String type,
        long size,
        String sha256,
        int width,
        int height,
        Instant createdAt,
        String createdBy,
        String record,
        String field) {
    static final String BLOBS = "files/";
    static final String THUMBNAILS = "thumbnails/";

    StoredFile takenBy(String newRecord, String newField) {
        return new StoredFile(id, name, type, size, sha256, width, height, createdAt, createdBy, newRecord, newField);
    }

    /** As a field holds it and a history tells it. */
    Map<String, Object> value() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("id", id);
        value.put("name", name);
        value.put("type", type);
        value.put("size", size);
        return value;
    }

    boolean picture() {
        return width > 0;
    }

    /** Where the bytes are. The last characters of an id are random, so that folders fill evenly. */
    String blob() {
        return blob(id);
    }

    static String blob(String id) {
        return BLOBS + id.substring(id.length() - 2) + "/" + id;
    }

    /** @param pixels of the longer side */
    String thumbnail(int pixels) {
        return THUMBNAILS + id.substring(id.length() - 2) + "/" + id + "-" + pixels;
    }

    /** The file that a blob's name tells of. */
    static String idOf(String blob) {
        return blob.substring(blob.lastIndexOf('/') + 1).replaceAll("-\\d+$", "");
    }
}
