package io.trellis.platform.archive;

import io.trellis.platform.audit.Audit;
import io.trellis.platform.audit.AuditAction;
import io.trellis.platform.audit.AuditEvent;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.tenant.Tenants;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Backups and restorations under a running server, each on a thread of its own and one at a time for a tenant. Backups are files in the
 * folder {@code backups} of the data folder; what was killed is begun again by whoever asked for it. Thread-safe.
 */
@Component
final class ArchiveTasks {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveTasks.class);
    private static final Pattern ID = Pattern.compile("([a-z][a-z0-9-]{1,39})_\\d{8}T\\d{6}Z_[0-9a-f]{6}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String ENDING = ".trellis";
    private static final String UNFINISHED = ".unfinished";
    private static final String RESTORE = "restore";
    private static final String OPERATOR = "operator";
    /** A line in hundreds is enough to see it going on. */
    private static final int TOLD_EVERY = 500;

    private final SecureRandom random = new SecureRandom();
    private final Path folder;
    private final TenantArchives archives;
    private final Tenants tenants;
    private final Exchange exchange;
    private final Audit audit;
    /** By tenant: what runs, or what ran last. */
    private final Map<String, ArchiveTask> latest = new ConcurrentHashMap<>();

    ArchiveTasks(
            RecordStore store,
            BlobStore blobs,
            Catalogs catalogs,
            Tenants tenants,
            ServerExchange exchange,
            Audit audit,
            @Value("${trellis.home:./data}") Path home) {
        this.folder = home.resolve("backups");
        this.archives = new TenantArchives(store, blobs, catalogs);
        this.tenants = tenants;
        this.exchange = exchange;
        this.audit = audit;
        sweep();
    }

    /** Away with what a killed process left half-written: nobody else writes into this folder. */
    private void sweep() {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.getFileName().toString().endsWith(UNFINISHED))
                        .forEach(ArchiveTasks::remove);
            } catch (IOException | UncheckedIOException failure) {
                LOG.warn("Unfinished backups could not be removed: {}", failure.getMessage());
            }
        }
    }

    /** @throws ProblemException NOT_FOUND, or CONFLICT while another task of the tenant runs */
    ArchiveTask backup(String tenant, boolean credentials) {
        tenants.find(tenant).orElseThrow(() -> ProblemException.notFound("tenant", tenant));
        String id = "%s_%s_%06x".formatted(tenant, TIME.format(Instant.now()), random.nextInt(1 << 24));
        return run(ArchiveTask.begun(id, tenant), told -> {
            // Before it is taken, so that none is taken unnoticed, and that it tells of itself.
            note(tenant, AuditAction.TENANT_BACKED_UP, id);
            return archives.backup(tenant, folder.resolve(id + ENDING), credentials, told);
        });
    }

    /** Tells the tenant's administrators what the installation's operator did. */
    void note(String tenant, AuditAction action, String what) {
        audit.write(tenant, AuditEvent.of(action, null, OPERATOR).about(null, what));
    }

    /**
     * Takes an archive and restores it in the background.
     *
     * @param replace whether a tenant of the name gives way
     * @throws ProblemException TENANT_EXISTS, or CONFLICT while another task of the tenant runs
     */
    ArchiveTask restore(String tenant, boolean replace, InputStream archive) throws IOException {
        if (!replace && tenants.find(tenant).isPresent()) {
            throw new ProblemException(ProblemException.Kind.CONFLICT, "TENANT_EXISTS", Map.of("name", tenant));
        }
        requireIdle(tenant);
        Files.createDirectories(folder);
        Path upload = Files.createTempFile(folder, RESTORE, UNFINISHED);
        try {
            Files.copy(archive, upload, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            ArchiveFacts facts = TenantArchives.describe(upload);
            return run(ArchiveTask.begun(RESTORE, tenant), told -> {
                try {
                    archives.restore(upload, tenant, replace, exchange, told);
                    note(tenant, AuditAction.TENANT_RESTORED, facts.fingerprint());
                    return facts;
                } finally {
                    remove(upload);
                }
            });
        } catch (IOException | RuntimeException failure) {
            remove(upload);
            throw failure;
        }
    }

    /** Does the work of a task. */
    private interface Work {
        ArchiveFacts run(Progress told);
    }

    private ArchiveTask run(ArchiveTask begun, Work work) {
        String tenant = begun.tenant();
        latest.compute(tenant, (_, before) -> {
            if (before != null && before.running()) {
                throw busy(before);
            }
            return begun;
        });
        Consumer<ArchiveTask> now = task -> latest.put(tenant, task);
        Thread.ofPlatform().name("archive-" + tenant).daemon().start(() -> {
            try {
                now.accept(begun.done(work.run((part, lines) -> {
                    if (lines % TOLD_EVERY == 1) {
                        now.accept(begun.at(part, lines));
                    }
                })));
            } catch (ProblemException refused) {
                now.accept(begun.failed(refused));
            } catch (RuntimeException | Error failure) {
                String errorId = Long.toString(System.nanoTime(), 36);
                LOG.error("The archive task {} of {} failed, error {}", begun.id(), tenant, errorId, failure);
                now.accept(begun.failed(new ProblemException(
                        ProblemException.Kind.UNAVAILABLE, "UNEXPECTED", Map.of("errorId", errorId))));
            }
        });
        return begun;
    }

    private void requireIdle(String tenant) {
        ArchiveTask task = latest.get(tenant);
        if (task != null && task.running()) {
            throw busy(task);
        }
    }

    private static ProblemException busy(ArchiveTask task) {
        return new ProblemException(
                ProblemException.Kind.CONFLICT,
                "ARCHIVE_TASK_RUNNING",
                Map.of("tenant", task.tenant(), "id", task.id()));
    }

    /** The tenant's backups, the newest last, and one that is being made or has failed. */
    List<ArchiveTask> backups(String tenant) {
        List<ArchiveTask> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(ENDING))
                        .map(name -> name.substring(0, name.length() - ENDING.length()))
                        .filter(id -> belongs(id, tenant))
                        .sorted()
                        .forEach(id -> found.add(kept(id)));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        ArchiveTask task = latest.get(tenant);
        if (task != null && !task.id().equals(RESTORE) && !task.state().equals("done")) {
            found.add(task);
        }
        return found;
    }

    /** @throws ProblemException NOT_FOUND */
    ArchiveTask backup(String tenant, String id) {
        ArchiveTask task = latest.get(tenant);
        return task != null && task.id().equals(id) && !task.state().equals("done") ? task : kept(id(tenant, id));
    }

    /** What became of the last restoration under this name. */
    ArchiveTask restoration(String tenant) {
        ArchiveTask task = latest.get(tenant);
        if (task == null || !task.id().equals(RESTORE)) {
            throw ProblemException.notFound("restoration", tenant);
        }
        return task;
    }

    Path file(String tenant, String id) {
        return folder.resolve(id(tenant, id) + ENDING);
    }

    void remove(String tenant, String id) {
        remove(file(tenant, id));
    }

    private String id(String tenant, String id) {
        if (!belongs(id, tenant) || !Files.isRegularFile(folder.resolve(id + ENDING))) {
            throw ProblemException.notFound("backup", id);
        }
        return id;
    }

    /** Never a path: an id is matched before it becomes part of one. */
    private static boolean belongs(String id, String tenant) {
        var matcher = ID.matcher(id);
        return matcher.matches() && matcher.group(1).equals(tenant);
    }

    private ArchiveTask kept(String id) {
        return ArchiveTask.kept(id, TenantArchives.describe(folder.resolve(id + ENDING)));
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
