package io.trellis.platform.archive;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of an archive that has been read through.
 *
 * @param tenant its name
 * @param createdAt when the archive was made
 * @param catalogVersion version of the tenant's metadata
 * @param credentials whether passwords are in it
 * @param bytes size of the file
 * @param counts number of things by part, e.g. {@code records/account.jsonl}
 * @param fingerprint SHA-256 over the hashes of all parts; kept elsewhere, it tells whether somebody has written another archive
 */
public record ArchiveFacts(
        String tenant,
        Instant createdAt,
        long catalogVersion,
        boolean credentials,
        long bytes,
        Map<String, Long> counts,
        String fingerprint) {
    public ArchiveFacts {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }
}
