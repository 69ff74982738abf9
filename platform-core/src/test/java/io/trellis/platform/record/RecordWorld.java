package io.trellis.platform.record;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogCompiler;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.catalog.Compilation;
import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.packages.PackageReader;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.sqlite.SqliteRecordStore;
import io.trellis.platform.telemetry.Telemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tenant over a real store with the packages {@code system} and {@code neutral}: boss, above them worker; peer, viewer and
 * keeper beside. Everything is wired as in the server, except the web.
 */
final class RecordWorld implements AutoCloseable {
    static final String TENANT = "t";

    final RecordStore store;
    final RecordService records;
    final JsonRecords json;
    final Mappings mappings;
    final Access access;
    final Actor system;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final Map<String, String> users = new HashMap<>();
    private Catalog catalog;

    private static List<Definition> all(List<String> more) {
        List<Definition> all = new ArrayList<>(definitions());
        for (String yaml : more) {
            all.add(io.trellis.metadata.kind.Kinds.OBJECTS
                    .read(
                            io.trellis.metadata.schema.Documents.readYaml(
                                            yaml.getBytes(StandardCharsets.UTF_8), problem -> {
                                                throw new AssertionError(problem.toString());
                                            })
                                    .orElseThrow()
                                    .value(),
                            null,
                            problem -> {
                                throw new AssertionError(problem.toString());
                            })
                    .orElseThrow());
        }
        return all;
    }

    /** As a publish would do it, without what follows. */
    void publish(List<String> objects) {
        catalog = compile(catalog.version() + 1, all(objects));
        catalog.objects().forEach(object -> store.prepare(realm(), object));
    }

    RecordWorld(Path folder, WriteStep... steps) {
        this(folder, List.of(), steps);
    }

    /** @param more objects beside those of the packages, in YAML */
    RecordWorld(Path folder, List<String> more, WriteStep... steps) {
        catalog = compile(1, all(more));
        store = SqliteRecordStore.open(
                folder.resolve("trellis.db"), new SqliteRecordStore.Options(SqliteRecordStore.Durability.NORMAL, 2));
        for (CatalogObject object : catalog.objects()) {
            store.prepare(realm(), object);
        }
        Catalogs catalogs = _ -> catalog;
        context.registerBean("recordStore", RecordStore.class, () -> store);
        context.registerBean(io.trellis.platform.store.SystemStore.class, store::system);
        context.registerBean("catalogs", Catalogs.class, () -> catalogs);
        for (int i = 0; i < steps.length; i++) {
            WriteStep step = steps[i];
            context.registerBean("step" + i, WriteStep.class, () -> step);
        }
        context.registerBean(Telemetry.class, () -> Telemetry.NONE);
        context.registerBean(io.trellis.platform.audit.Audit.class);
        context.registerBean(
                io.trellis.platform.publish.FormerFields.class, () -> (_, _) -> (_, _) -> java.util.Optional.empty());
        context.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
        context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
        var scanner = new ClassPathBeanDefinitionScanner(context);
        scanner.addExcludeFilter(new AnnotationTypeFilter(RestController.class));
        scanner.addExcludeFilter(new AnnotationTypeFilter(Configuration.class));
        scanner.scan(
                "io.trellis.platform.record",
                "io.trellis.platform.query",
                "io.trellis.platform.access",
                "io.trellis.platform.cluster",
                "io.trellis.platform.lease");
        // Jobs are not run here.
        scanner.addExcludeFilter(new org.springframework.core.type.filter.AssignableTypeFilter(
                io.trellis.platform.jobs.JobRunner.class));
        scanner.addExcludeFilter(new org.springframework.core.type.filter.AssignableTypeFilter(
                io.trellis.platform.publish.CatalogListener.class));
        scanner.scan("io.trellis.platform.recalculation");
        context.refresh();
        records = context.getBean(RecordService.class);
        json = context.getBean(JsonRecords.class);
        mappings = context.getBean(Mappings.class);
        access = context.getBean(Access.class);
        system = access.systemActor(TENANT, "test");
        user("boss", "worker", null);
        user("worker", "worker", "boss");
        user("peer", "worker", null);
        user("viewer", "viewer", null);
        user("keeper", "keeper", null);
        user("admin", "admin", null);
    }

    private void user(String name, String role, String manager) {
        Map<String, Object> values = new HashMap<>();
        values.put("username", name);
        values.put("name", name.toUpperCase(java.util.Locale.ROOT));
        values.put("roles", List.of(role));
        values.put("manager", manager == null ? null : users.get(manager));
        users.put(name, records.create(system, "user", values).id());
    }

    /**
     * Hands events to the listeners until none is left.
     *
     * @return the position to go on after
     */
    long follow(long after) {
        var listeners = context.getBeansOfType(io.trellis.platform.outbox.OutboxListener.class)
                .values();
        long position = after;
        for (var events = store.readOutbox(position, 500);
                !events.isEmpty();
                events = store.readOutbox(position, 500)) {
            for (var listener : listeners) {
                try {
                    listener.handle(events);
                } catch (Exception failed) {
                    throw new IllegalStateException(failed);
                }
            }
            position = events.getLast().position();
        }
        return position;
    }

    String userId(String name) {
        return users.get(name);
    }

    Actor actor(String name) {
        return access.findActor(TENANT, users.get(name), "api").orElseThrow();
    }

    Realm realm() {
        return new Realm(TENANT, catalog);
    }

    Catalog catalog() {
        return catalog;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> parse(JsonAnswer answer) {
        return JsonMapper.builder()
                .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build()
                .readValue(answer.body(), Map.class);
    }

    static Catalog compile(long version, List<Definition> definitions) {
        Compilation compilation = CatalogCompiler.compile(version, definitions);
        if (!compilation.findings().isEmpty()) {
            throw new IllegalStateException(compilation.findings().toString());
        }
        return compilation.get();
    }

    static List<Definition> definitions() {
        List<Definition> all = new ArrayList<>(read("/packages/system"));
        all.addAll(read("/neutral"));
        return all;
    }

    private static List<Definition> read(String resource) {
        try {
            Path folder = Path.of(RecordWorld.class
                            .getResource(resource + "/package.yaml")
                            .toURI())
                    .getParent();
            Map<String, byte[]> files = new HashMap<>();
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path file : walk.filter(Files::isRegularFile).toList()) {
                    files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
            PackageReader.Result result = PackageReader.read(files);
            if (!result.problems().isEmpty()) {
                throw new IllegalStateException(result.problems().toString());
            }
            return new ArrayList<>(result.content().orElseThrow().elements());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        context.close();
        store.close();
    }
}
