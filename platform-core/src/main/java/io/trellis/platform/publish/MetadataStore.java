package io.trellis.platform.publish;

import io.trellis.metadata.catalog.CatalogCompiler;
import io.trellis.metadata.catalog.Compilation;
import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.definition.PackageDefinition;
import io.trellis.metadata.kind.Kind;
import io.trellis.metadata.kind.Kinds;
import io.trellis.metadata.kind.PackageForm;
import io.trellis.metadata.schema.Documents;
import io.trellis.metadata.schema.Schemas;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.SystemStore.Document;
import io.trellis.platform.store.SystemStore.Put;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tenants' metadata in the system store: a document per element, one per package, and one that counts versions and lets only
 * one of two concurrent writers win.
 */
final class MetadataStore {
    static final String ELEMENT = "metadata";
    static final String PACKAGE = "package";
    /** One document, which guards the whole. */
    static final String VERSION = "metadata-version";

    private final SystemStore store;

    MetadataStore(SystemStore store) {
        this.store = store;
    }

    /** A tenant's documents of a kind. */
    interface Kept {
        List<Document> list(String kind);
    }

    /** What {@link Snapshot#stored} of the newest publish is; 0 when nothing was ever published for the tenant. */
    long stored(String tenant) {
        return store.find(tenant, VERSION, "catalog").map(Document::version).orElse(0L);
    }

    /** Empty when nothing was ever published for the tenant. */
    Optional<Snapshot> load(String tenant) {
        while (true) {
            Optional<Snapshot> read = read(tenant, kind -> store.list(tenant, kind));
            // Another node may have published while documents were read: half of each would be neither.
            if (stored(tenant) == read.map(Snapshot::stored).orElse(0L)) {
                return read;
            }
        }
    }

    static Optional<Snapshot> read(String tenant, Kept kept) {
        List<Document> guards = kept.list(VERSION);
        if (guards.isEmpty()) {
            return Optional.empty();
        }
        Document guard = guards.getFirst();
        var elements = new LinkedHashMap<String, Element>();
        var definitions = new ArrayList<Definition>();
        for (Document document : kept.list(ELEMENT)) {
            Element element = element(document);
            elements.put(document.key(), element);
            definitions.add(element.definition());
        }
        var packages = new LinkedHashMap<String, PackageDefinition>();
        for (Document document : kept.list(PACKAGE)) {
            PackageForm.read(plain(document), _ -> {}).ifPresent(found -> packages.put(document.key(), found));
        }
        Map<?, ?> facts = plain(guard);
        Object version = facts.get("version");
        var removed = new HashSet<String>();
        if (facts.get("removed") instanceof List<?> ids) {
            ids.forEach(id -> removed.add((String) id));
        }
        Compilation compilation = CatalogCompiler.compile(((Number) version).longValue(), definitions);
        if (compilation.catalog().isEmpty()) {
            throw new IllegalStateException(
                    "The metadata of tenant " + tenant + " no longer compiles: " + compilation.findings());
        }
        return Optional.of(new Snapshot(compilation.get(), elements, packages, removed, guard.version()));
    }

    private static Element element(Document document) {
        Map<?, ?> plain = plain(document);
        int slash = document.key().indexOf('/');
        Kind<?> kind = Kinds.find(document.key().substring(0, slash)).orElseThrow();
        Definition definition = kind.read(plain.get("definition"), (String) plain.get("package"), _ -> {})
                .orElseThrow();
        @SuppressWarnings("unchecked")
        var shipped = (Map<String, Object>) plain.get("shipped");
        return definition.packageName() == null
                ? Element.own(definition)
                : new Element(definition, shipped == null ? Element.document(definition) : shipped);
    }

    private static Map<?, ?> plain(Document document) {
        return (Map<?, ?>) Documents.readJson(document.json(), problem -> {
                    throw new IllegalStateException(document.key() + ": " + problem);
                })
                .orElseThrow()
                .value();
    }

    /**
     * @param notes what is written with it
     * @return false when somebody else published first; nothing was written
     */
    boolean save(String tenant, Snapshot before, Snapshot after, List<Put> notes) {
        var puts = new ArrayList<>(notes);
        puts.add(new Put(
                VERSION,
                "catalog",
                before.stored(),
                json(Map.of("version", after.catalog().version(), "removed", List.copyOf(after.removed())))));
        after.elements().forEach((address, element) -> {
            if (element != before.elements().get(address)) {
                puts.add(new Put(ELEMENT, address, -1, json(document(element))));
            }
        });
        before.elements().keySet().stream()
                .filter(address -> !after.elements().containsKey(address))
                .forEach(address -> puts.add(new Put(ELEMENT, address, -1, null)));
        after.packages().forEach((name, installed) -> {
            if (!installed.equals(before.packages().get(name))) {
                puts.add(new Put(PACKAGE, name, -1, json(PackageForm.write(installed))));
            }
        });
        before.packages().keySet().stream()
                .filter(name -> !after.packages().containsKey(name))
                .forEach(name -> puts.add(new Put(PACKAGE, name, -1, null)));
        return store.write(tenant, List.copyOf(puts));
    }

    private static Map<String, Object> document(Element element) {
        var document = new LinkedHashMap<>(Schemas.map("definition", element.document()));
        if (element.definition().packageName() != null) {
            document.put("package", element.definition().packageName());
        }
        if (element.changedByTenant()) {
            document.put("shipped", element.shipped());
        }
        return document;
    }

    private static byte[] json(Object plain) {
        return RecordDocument.encodeAny(plain);
    }
}
