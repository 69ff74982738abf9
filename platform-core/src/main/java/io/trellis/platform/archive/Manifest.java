package io.trellis.platform.archive;

import io.trellis.platform.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an archive has in it. It is the archive's last entry, since the counts and hashes are known only when all is written; without it an
 * archive is not whole.
 *
 * @param format {@link #FORMAT}
 * @param version of the format; a reader refuses those it does not know
 * @param tenant whose archive it is
 * @param catalogVersion version of the tenant's metadata
 * @param credentials whether passwords are in it
 */
record Manifest(
        String format,
        int version,
        Instant createdAt,
        Source tenant,
        long catalogVersion,
        boolean credentials,
        List<Part> parts) {
    static final String FORMAT = "trellis-tenant-archive";
    static final int VERSION = 1;
    static final String FILE = "manifest.json";
    /** More than any tenant has objects for, and little enough to be read at once. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    record Source(String name, Map<String, String> label, boolean demo, Instant createdAt) {}

    /**
     * @param kind of the section, see {@link Section.Kind}
     * @param object name of the object for records, else absent
     * @param file name of the entry
     * @param lines how many things
     * @param bytes uncompressed
     * @param sha256 of the uncompressed bytes, as written
     * @param content a hash of the lines that does not depend on their order, see {@link ContentHash}
     */
    record Part(
            String kind,
            String object,
            String objectId,
            String file,
            long lines,
            long bytes,
            String sha256,
            String content) {}

    Manifest {
        parts = parts == null ? List.of() : List.copyOf(parts);
    }

    byte[] toJson() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }

    /** @throws ProblemException when it is none, or of a version that this one does not know */
    static Manifest read(byte[] json) {
        try {
            var tree = JSON.readTree(json);
            if (!FORMAT.equals(tree.path("format").asString(""))) {
                throw ArchiveProblems.unreadable();
            }
            if (tree.path("version").asInt(0) != VERSION) {
                throw ArchiveProblems.unknownVersion(tree.path("version").asString("?"));
            }
            Manifest manifest = JSON.treeToValue(tree, Manifest.class);
            if (manifest.tenant == null || manifest.tenant.name == null || manifest.tenant.createdAt == null) {
                throw ArchiveProblems.malformedManifest("tenant");
            }
            return manifest;
        } catch (JacksonException malformed) {
            throw ArchiveProblems.malformedManifest(malformed.getOriginalMessage());
        }
    }

    /** SHA-256 over names and hashes of the parts. */
    String fingerprint() {
        MessageDigest sha256 = ContentHash.sha256();
        for (Part part : parts) {
            sha256.update((part.file() + " " + part.sha256() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return ContentHash.hex(sha256.digest());
    }

    /** Things by section, for people: {@code records/account.jsonl} to a number. */
    Map<String, Long> counts() {
        var counts = new LinkedHashMap<String, Long>();
        parts.forEach(part -> counts.put(part.file(), part.lines()));
        return counts;
    }
}
