package io.trellis.platform.transfer;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.jobs.Job;
import io.trellis.platform.jobs.Jobs;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.telemetry.Telemetry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** The real kernel over a real store, without HTTP; the same folder may be opened again, as after a restart. */
final class TransferWorld implements AutoCloseable {
    static final String TENANT = "t";

    final Imports imports;
    final Exports exports;
    final RecordService records;
    final Jobs jobs;
    final RecordStore store;
    final BlobStore blobs;
    final Access access;
    private final AnnotationConfigApplicationContext context;

    TransferWorld(Path home) {
        this(home, 2);
    }

    /** @param workers 0 lets jobs wait */
    TransferWorld(Path home, int workers) {
        context = new AnnotationConfigApplicationContext();
        context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of(
                                "trellis.home", home.toString(),
                                "trellis.store.durability", "NORMAL",
                                "trellis.jobs.workers", String.valueOf(workers))));
        context.registerBean(Telemetry.class, () -> Telemetry.NONE);
        context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
        context.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
        context.registerBean(io.trellis.platform.audit.Audit.class);
        context.registerBean(
                io.trellis.platform.publish.FormerFields.class, () -> (_, _) -> (_, _) -> java.util.Optional.empty());
        context.registerBean(Catalogs.class, () -> _ -> TransferFixtures.catalog());
        context.scan(
                "io.trellis.platform.access",
                "io.trellis.platform.cluster",
                "io.trellis.platform.jobs",
                "io.trellis.platform.lease",
                "io.trellis.platform.query",
                "io.trellis.platform.record",
                "io.trellis.platform.store",
                "io.trellis.platform.transfer");
        context.refresh();
        imports = context.getBean(Imports.class);
        exports = context.getBean(Exports.class);
        records = context.getBean(RecordService.class);
        jobs = context.getBean(Jobs.class);
        store = context.getBean(RecordStore.class);
        blobs = context.getBean(BlobStore.class);
        access = context.getBean(Access.class);
        for (CatalogObject object : TransferFixtures.catalog().objects()) {
            store.prepare(new Realm(TENANT, TransferFixtures.catalog()), object);
        }
    }

    /** A user with one role, made when first asked for. */
    Actor user(String name, String role) {
        Actor system = access.systemActor(TENANT, "test");
        var found = records.list(
                        system, "user", io.trellis.platform.query.ListRequest.of("username = \"" + name + "\"", 1))
                .records();
        String id = found.isEmpty()
                ? records.create(
                                system,
                                "user",
                                Map.of(
                                        "name",
                                        name,
                                        "username",
                                        name,
                                        "roles",
                                        List.of(role),
                                        "timezone",
                                        "Asia/Shanghai"))
                        .id()
                : found.getFirst().id();
        return access.findActor(TENANT, id, "api").orElseThrow();
    }

    Job upload(Actor actor, byte[] content, ImportRequest request) {
        return imports.upload(actor, "rows.csv", new ByteArrayInputStream(content), request);
    }

    Job upload(Actor actor, String content, ImportRequest request) {
        return upload(actor, content.getBytes(StandardCharsets.UTF_8), request);
    }

    /** Uploads, starts with the guessed mapping and waits for the end. */
    Job run(Actor actor, String content, ImportRequest request) throws Exception {
        Job job = upload(actor, content, request);
        imports.change(actor, job.id(), started());
        return await(job.id(), ended -> ended.state().finished());
    }

    static ImportRequest into(String object, String operation, String key) {
        return new ImportRequest(object, operation, key, null, null, null, null);
    }

    static ImportRequest started() {
        return new ImportRequest(null, null, null, null, null, null, true);
    }

    Job await(String id, Predicate<Job> wanted) throws InterruptedException {
        Instant until = Instant.now().plus(Duration.ofSeconds(60));
        while (Instant.now().isBefore(until)) {
            Job job = jobs.find(TENANT, id).orElseThrow();
            if (wanted.test(job)) {
                return job;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("Still " + jobs.find(TENANT, id));
    }

    List<String> errors(Actor actor, Job job) throws IOException {
        return imports.errors(actor, job.id()).map(TransferWorld::lines).orElse(List.of());
    }

    static List<String> lines(Download file) {
        return new String(bytes(file), StandardCharsets.UTF_8)
                .substring(1)
                .lines()
                .toList();
    }

    static byte[] bytes(Download file) {
        try (var content = file.content().get()) {
            byte[] bytes = content.readAllBytes();
            if (bytes.length != file.size()) {
                throw new AssertionError("The file has " + bytes.length + " bytes, not " + file.size());
            }
            return bytes;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
