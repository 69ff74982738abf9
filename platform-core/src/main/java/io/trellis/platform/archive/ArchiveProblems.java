package io.trellis.platform.archive;

import io.trellis.platform.problem.ProblemException;
import java.util.Map;

/** Why an archive is refused: where the fault is and what it is. */
final class ArchiveProblems {
    private ArchiveProblems() {}

    /** No archive at all, or one that was cut off. */
    static ProblemException unreadable() {
        return refused("ARCHIVE_UNREADABLE", Map.of());
    }

    static ProblemException unknownVersion(Object found) {
        return refused("ARCHIVE_VERSION_UNKNOWN", Map.of("version", found, "known", Manifest.VERSION));
    }

    static ProblemException malformedManifest(String why) {
        return refused("ARCHIVE_MANIFEST_INVALID", Map.of("reason", why));
    }

    /** A file that the manifest does not name, or that is named and not there. */
    static ProblemException unexpected(String name) {
        return refused("ARCHIVE_PARTS_DIFFER", Map.of("part", name));
    }

    static ProblemException altered(String part) {
        return refused("ARCHIVE_PART_ALTERED", Map.of("part", part));
    }

    static ProblemException tooDense(long ratio) {
        return refused("ARCHIVE_TOO_DENSE", Map.of("ratio", ratio));
    }

    static ProblemException line(String part, long line, String why) {
        return refused("ARCHIVE_LINE_INVALID", Map.of("part", part, "line", line, "reason", why));
    }

    static ProblemException metadata(String why) {
        return refused("ARCHIVE_METADATA_INVALID", Map.of("reason", why));
    }

    static ProblemException refused(String code, Map<String, Object> params) {
        return new ProblemException(ProblemException.Kind.INVALID, code, params);
    }
}
