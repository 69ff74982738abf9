package io.trellis.platform.files;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogCompiler;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.catalog.Compilation;
import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.kind.Kinds;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.publish.FormerFields;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The kernel with files over real stores, without HTTP and without its sweeper's clock; acts as the platform itself. */
final class FilesWorld implements AutoCloseable {
    static final String TENANT = "t";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    final RecordService records;
    final FileService files;
    final FileDocuments documents;
    final FileSweep sweep;
    final BlobStore blobs;
    final RecordStore store;
    final Actor actor;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    FilesWorld(Path home) {
        Catalog catalog = catalog();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test", Map.of("trellis.home", home.toString(), "trellis.store.durability", "NORMAL")));
        context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
        context.registerBean(Catalogs.class, () -> _ -> catalog);
        context.registerBean(io.trellis.platform.audit.Audit.class);
        context.registerBean(
                io.trellis.platform.telemetry.Telemetry.class, () -> io.trellis.platform.telemetry.Telemetry.NONE);
        context.registerBean(FormerFields.class, () -> (_, _) -> (_, _) -> Optional.empty());
        context.registerBean(JsonMapper.class, () -> JSON);
        var scanner = new ClassPathBeanDefinitionScanner(context);
        scanner.addExcludeFilter(new AnnotationTypeFilter(RestController.class));
        scanner.addExcludeFilter(new AssignableTypeFilter(FileChores.class));
        scanner.scan(
                "io.trellis.platform.access",
                "io.trellis.platform.cluster",
                "io.trellis.platform.lease",
                "io.trellis.platform.query",
                "io.trellis.platform.record",
                "io.trellis.platform.store",
                "io.trellis.platform.files");
        context.refresh();
        records = context.getBean(RecordService.class);
        files = context.getBean(FileService.class);
        documents = context.getBean(FileDocuments.class);
        sweep = context.getBean(FileSweep.class);
        blobs = context.getBean(BlobStore.class);
        store = context.getBean(RecordStore.class);
        actor = context.getBean(Access.class).systemActor(TENANT, "test");
        for (CatalogObject object : catalog.objects()) {
            store.prepare(new Realm(TENANT, catalog), object);
        }
    }

    private static Catalog catalog() {
        List<Definition> definitions = new ArrayList<>();
        for (String object : List.of("""
                {"name": "user", "prefix": "usr", "nameField": "name", "ownership": "none",
                 "fields": [{"name": "name", "type": "text"}, {"name": "username", "type": "text", "unique": true},
                            {"name": "manager", "type": "user"}, {"name": "roles", "type": "tags"},
                            {"name": "active", "type": "boolean"}, {"name": "locale", "type": "text"},
                            {"name": "timezone", "type": "text"}]}
                """, """
                {"name": "department", "prefix": "dep", "nameField": "name", "ownership": "none",
                 "fields": [{"name": "name", "type": "text"}, {"name": "parent", "type": "department"}]}
                """, """
                {"name": "box", "prefix": "box", "nameField": "name", "ownership": "none",
                 "fields": [{"name": "name", "type": "text"}, {"name": "paper", "type": "file"}]}
                """)) {
            Map<String, Object> document = JSON.readValue(object, new TypeReference<>() {});
            definitions.add(Kinds.OBJECTS
                    .read(document, document.get("name").toString(), problem -> {
                        throw new IllegalStateException(problem.toString());
                    })
                    .orElseThrow());
        }
        Compilation compilation = CatalogCompiler.compile(1, definitions);
        if (!compilation.findings().isEmpty()) {
            throw new IllegalStateException(compilation.findings().toString());
        }
        return compilation.get();
    }

    StoredFile upload(String content) {
        try {
            return files.upload(
                    actor, "box", null, "a.txt", new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String box(Map<String, Object> values) {
        return records.create(actor, "box", values).id();
    }

    Set<String> blobNames() {
        Set<String> names = new TreeSet<>();
        blobs.list(TENANT, "", blob -> names.add(blob.name()));
        return names;
    }

    @Override
    public void close() {
        context.close();
    }
}
