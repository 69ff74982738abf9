package io.trellis.platform.transfer;

import io.trellis.platform.files.BlobOwner;
import io.trellis.platform.jobs.Jobs;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.LocalCopy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * Where files on their way in and out are kept: as blobs below {@code imports/<id>/} and {@code exports/<id>/}, so that whichever
 * node takes a job over finds them.
 */
@Component
final class TransferFiles {
    static final String IMPORTS = "imports/";
    static final String EXPORTS = "exports/";

    private final BlobStore blobs;
    private final long maxBytes;

    TransferFiles(BlobStore blobs, @Value("${trellis.imports.max-bytes:209715200}") long maxBytes) {
        this.blobs = blobs;
        this.maxBytes = maxBytes;
    }

    private static String upload(String id) {
        return IMPORTS + id + "/upload";
    }

    private static String export(String id) {
        return EXPORTS + id + "/export";
    }

    /**
     * Streams an upload to where it is kept, durable when it returns.
     *
     * @throws ProblemException TOO_LARGE
     */
    void receive(String tenant, String id, InputStream in) throws IOException {
        try {
            blobs.put(tenant, upload(id), in, maxBytes);
        } catch (BlobStore.TooLarge tooLarge) {
            throw new ProblemException(Kind.TOO_LARGE, "TOO_LARGE", Map.of("limit", maxBytes / (1024 * 1024) + " MB"));
        }
    }

    /**
     * The upload as a file of this machine, to be closed.
     *
     * @throws ProblemException NOT_FOUND when it has been removed
     */
    LocalCopy openUpload(String tenant, String id) {
        return blobs.copy(tenant, upload(id)).orElseThrow(() -> ProblemException.notFound("import", id));
    }

    /** Where readers of tables may put what they don't want to hold in memory. */
    static Path scratch() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    ErrorSegments errors(String tenant, String id) {
        return new ErrorSegments(blobs, tenant, IMPORTS + id + "/errors/");
    }

    /** Keeps an export that is complete, in place of one of a former attempt. */
    void keepExport(String tenant, String id, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            blobs.put(tenant, export(id), in, Long.MAX_VALUE);
        }
    }

    Optional<Download> findExport(String tenant, String id) {
        return blobs.find(tenant, export(id))
                .map(blob -> new Download(blob.size(), () -> blobs.open(tenant, export(id), 0, -1)
                        .orElseThrow(() -> ProblemException.notFound("export", id))));
    }

    void removeImport(String tenant, String id) {
        remove(tenant, IMPORTS + id + "/");
    }

    void removeExport(String tenant, String id) {
        remove(tenant, EXPORTS + id + "/");
    }

    private void remove(String tenant, String folder) {
        List<String> names = new ArrayList<>();
        blobs.list(tenant, folder, blob -> names.add(blob.name()));
        names.forEach(name -> blobs.delete(tenant, name));
    }

    /** Files of jobs that are gone are of no use to anybody. */
    @Configuration(proxyBeanMethods = false)
    static class Owners {
        @Bean
        BlobOwner importFiles(Jobs jobs) {
            return new OfJobs(IMPORTS, jobs);
        }

        @Bean
        BlobOwner exportFiles(Jobs jobs) {
            return new OfJobs(EXPORTS, jobs);
        }
    }

    private record OfJobs(String folder, Jobs jobs) implements BlobOwner {
        @Override
        public boolean knows(String tenant, String name) {
            return jobs.find(tenant, name.split("/")[1]).isPresent();
        }
    }
}
