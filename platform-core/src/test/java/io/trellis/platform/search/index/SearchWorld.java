package io.trellis.platform.search.index;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogCompiler;
import io.trellis.metadata.catalog.CatalogDiff;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.catalog.Compilation;
import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.packages.PackageReader;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.audit.Audit;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.publish.FormerFields;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.query.Questions;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import io.trellis.platform.search.GlobalSearch;
import io.trellis.platform.search.engine.SearchIndex;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.telemetry.Telemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records, rights and search over a real store and a real index: a <i>plot</i> that people see as their own, by department, by its
 * colour or through a link, with a field that some may not read. The same folder may be opened again.
 */
final class SearchWorld implements AutoCloseable {
    static final String TENANT = "t";

    final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    final RecordStore store;
    final RecordService records;
    final GlobalSearch search;
    final SearchIndex index;
    final IndexKeeper keeper;
    final Building building;
    final Rebuilds rebuilds;
    final Access access;
    final Actor system;
    private final Map<String, String> users = new HashMap<>();
    private Catalog catalog;

    SearchWorld(Path home) {
        catalog = compile(1, "/search");
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test", Map.of("trellis.home", home.toString(), "trellis.store.durability", "NORMAL")));
        context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
        context.registerBean(Telemetry.class, () -> Telemetry.NONE);
        context.registerBean(Audit.class);
        context.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
        context.registerBean(io.trellis.platform.audit.Audit.class);
        context.registerBean(FormerFields.class, () -> (_, _) -> (_, _) -> java.util.Optional.empty());
        context.registerBean(Catalogs.class, () -> _ -> catalog);
        context.scan(
                "io.trellis.platform.access",
                "io.trellis.platform.cluster",
                "io.trellis.platform.jobs",
                "io.trellis.platform.lease",
                "io.trellis.platform.outbox",
                "io.trellis.platform.query",
                "io.trellis.platform.record",
                "io.trellis.platform.search",
                "io.trellis.platform.store");
        context.refresh();
        store = context.getBean(RecordStore.class);
        records = context.getBean(RecordService.class);
        search = context.getBean(GlobalSearch.class);
        index = context.getBean(SearchIndex.class);
        keeper = context.getBean(IndexKeeper.class);
        building = context.getBean(Building.class);
        rebuilds = context.getBean(Rebuilds.class);
        access = context.getBean(Access.class);
        for (CatalogObject object : catalog.objects()) {
            store.prepare(realm(), object);
        }
        system = access.systemActor(TENANT, "test");
        records.list(system, "user", ListRequest.of(null, 100))
                .records()
                .forEach(user -> users.put(user.text("username"), user.id()));
        if (users.isEmpty()) {
            user("boss", "worker", null);
            user("worker", "worker", "boss");
            user("other", "worker", null);
            user("blind", "blind", null);
            user("reds", "reds", null);
            user("linked", "linked", null);
            user("admin", "admin", null);
        }
        build();
    }

    /** Lets every object have an index now, rather than in a moment. */
    void build() {
        catalog.objects().forEach(object -> building.ensure(realm(), object));
    }

    private void user(String name, String role, String manager) {
        Map<String, Object> values = new HashMap<>();
        values.put("username", name);
        values.put("name", name);
        values.put("roles", List.of(role));
        values.put("manager", manager == null ? null : users.get(manager));
        users.put(name, records.create(system, "user", values).id());
    }

    Actor actor(String name) {
        return access.findActor(TENANT, users.get(name), "api").orElseThrow();
    }

    Realm realm() {
        return new Realm(TENANT, catalog);
    }

    CatalogObject plot() {
        return catalog.getObject("plot");
    }

    String plot(String owner, Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("owner", users.get(owner));
        return records.create(system, "plot", all).id();
    }

    /** A publish: another version of the catalog comes into force. */
    void publish(String resource) {
        Catalog before = catalog;
        catalog = compile(before.version() + 1, resource);
        for (CatalogObject object : catalog.objects()) {
            store.prepare(realm(), object);
        }
        rebuilds.published(realm(), CatalogDiff.between(before, catalog));
    }

    /** Ids that a list with a text shows. */
    TreeSet<String> listed(Actor actor, String text, String filter) {
        var ids = new TreeSet<String>();
        records.stream(
                actor,
                "plot",
                new ListRequest(filter, text, List.of(), List.of(), 1, 200, false, null, false),
                record -> ids.add(record.id()));
        return ids;
    }

    /** What the list has to show: every readable record of the store whose readable fields contain the text. */
    TreeSet<String> scanned(Actor actor, String text, String filter) {
        var questions = context.getBean(Questions.class);
        var fields = Questions.searchFields(actor, plot());
        var all = io.trellis.metadata.expression.Predicate.and(
                questions.readable(actor, realm(), plot(), filter), Questions.containing(fields, text));
        var ids = new TreeSet<String>();
        store.list(realm(), "plot", RecordQuery.of(all, 10_000)).records().stream()
                .map(StoredRecord::id)
                .forEach(ids::add);
        return ids;
    }

    List<String> found(Actor actor, String text) {
        return search.find(actor, text, List.of("plot"), 1, 50).results().stream()
                .map(GlobalSearch.Hit::id)
                .toList();
    }

    RecordView get(String id) {
        return records.get(system, "plot", id);
    }

    /** Waits until everything that was committed is found. */
    void settle() {
        await(() -> {
            index.flush();
            return index.view().position() >= store.outboxRange().newest();
        });
    }

    static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("It did not come true within a minute");
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }

    private static Catalog compile(long version, String resource) {
        List<Definition> all = new ArrayList<>(read("/packages/system"));
        all.addAll(read(resource));
        Compilation compilation = CatalogCompiler.compile(version, all);
        if (!compilation.findings().isEmpty()) {
            throw new IllegalStateException(compilation.findings().toString());
        }
        return compilation.get();
    }

    private static List<Definition> read(String resource) {
        try {
            Path folder = Path.of(SearchWorld.class
                            .getResource(resource + "/package.yaml")
                            .toURI())
                    .getParent();
            Map<String, byte[]> files = new HashMap<>();
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path file : walk.filter(Files::isRegularFile).toList()) {
                    files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
            return new ArrayList<>(
                    PackageReader.read(files).content().orElseThrow().elements());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        context.close();
    }
}
