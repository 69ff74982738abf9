package io.trellis.platform.archive;

import io.trellis.platform.files.KeptFiles;
import io.trellis.platform.store.TenantSnapshot.KeptDocument;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which of a tenant's documents go with it. Sessions, queues and outbox positions are the installation's and lie elsewhere; a job that
 * is not over is tied to files and workers of the store it runs in.
 *
 * @param credentials whether passwords go along, as the hashes they are kept as
 * @param jobs whether jobs that are over go along; not into a tenant of another name, which they would not know
 */
record Kept(boolean credentials, boolean jobs) {
    static final Kept ALL = new Kept(true, true);

    static final String CREDENTIALS = "credentials";
    /** The log, and what finds its entries by person. */
    private static final String AUDIT = "audit";

    private static final String JOBS = "jobs";
    private static final Set<String> OVER = Set.of("DONE", "FAILED", "CANCELLED");
    private static final JsonMapper JSON = JsonMapper.shared();

    boolean isCredential(KeptDocument document) {
        return document.kind().equals(CREDENTIALS);
    }

    boolean isAudit(KeptDocument document) {
        return document.kind().startsWith(AUDIT);
    }

    boolean isDocument(KeptDocument document) {
        return !isCredential(document)
                && !isAudit(document)
                && !KeptFiles.isGone(document)
                && (!document.kind().equals(JOBS) || jobs && over(document));
    }

    private static boolean over(KeptDocument job) {
        try {
            return OVER.contains(JSON.readTree(job.json()).path("state").asString(""));
        } catch (JacksonException unreadable) {
            return false;
        }
    }
}
