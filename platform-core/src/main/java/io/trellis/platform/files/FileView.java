package io.trellis.platform.files;

import java.time.Instant;
import java.util.List;

/**
 * A file as the API tells it.
 *
 * @param size bytes
 * @param width pixels as shown, null for what is no picture
 * @param createdBy who uploaded it; the name is null where the caller may not read it
 */
record FileView(
        String id,
        String name,
        String type,
        long size,
        String sha256,
        Integer width,
        Integer height,
        Instant createdAt,
        Person createdBy) {
    record Person(String id, String name) {}

    /** An answer's outermost level is an object, so that more can be said later. */
    record All(List<FileView> attachments) {}

    static FileView of(StoredFile file, String uploader) {
        return new FileView(
                file.id(),
                file.name(),
                file.type(),
                file.size(),
                file.sha256(),
                file.picture() ? file.width() : null,
                file.picture() ? file.height() : null,
                file.createdAt(),
                new Person(file.createdBy(), uploader));
    }
}
