package io.trellis.platform.archive;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.StoredCatalog;
import io.trellis.platform.store.TenantSnapshot.KeptDocument;
import io.trellis.platform.tenant.Tenant;
import io.trellis.platform.tenant.TenantState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A tenant in an archive. Nothing in the file is trusted: entries are told by the manifest, whose names are compared and never used as
 * paths, and no more is read of one than the manifest says. Single-threaded.
 */
final class ArchiveContent implements TenantContent {
    /** Text that compresses better than this was made to fill disks; where the whole is small it can't. */
    private static final long DENSEST = 200;

    private static final long SMALL = 64L * 1024 * 1024;

    private final ZipFile zip;
    private final Manifest manifest;
    private final Map<Section, Manifest.Part> parts = new HashMap<>();
    private final List<Section> sections = new ArrayList<>();
    private final Catalog catalog;

    private ArchiveContent(ZipFile zip) throws IOException {
        this.zip = zip;
        this.manifest = readManifest(zip);
        for (Manifest.Part part : manifest.parts()) {
            Section section = section(part);
            if (parts.put(section, part) != null) {
                throw ArchiveProblems.unexpected(part.file());
            }
            sections.add(section);
        }
        checkEntries();
        this.catalog = compiled();
        checkObjects();
    }

    /** @throws ProblemException when the file is no archive, not whole, or of an unknown version */
    static ArchiveContent open(Path file) {
        ZipFile zip = unzip(file);
        try {
            return new ArchiveContent(zip);
        } catch (IOException damaged) {
            close(zip);
            throw ArchiveProblems.unreadable();
        } catch (RuntimeException refused) {
            close(zip);
            throw refused;
        }
    }

    /** As {@link #open}, looking no further than the manifest. */
    static Manifest readManifest(Path file) {
        try (ZipFile zip = unzip(file)) {
            return readManifest(zip);
        } catch (IOException damaged) {
            throw ArchiveProblems.unreadable();
        }
    }

    private static Manifest readManifest(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.FILE);
        if (entry == null) {
            throw ArchiveProblems.unreadable();
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] json = in.readNBytes(Manifest.MOST_BYTES + 1);
            if (json.length > Manifest.MOST_BYTES) {
                throw ArchiveProblems.malformedManifest("size");
            }
            return Manifest.read(json);
        }
    }

    private static ZipFile unzip(Path file) {
        try {
            return new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException notOne) {
            throw ArchiveProblems.unreadable();
        } catch (NoSuchFileException missing) {
            throw ArchiveProblems.refused("ARCHIVE_MISSING", Map.of("file", file.toString()));
        } catch (IOException failure) {
            throw new UncheckedIOException("The archive " + file + " can't be read", failure);
        }
    }

    private static Section section(Manifest.Part part) {
        for (Section.Kind kind : Section.Kind.values()) {
            if (kind.text.equals(part.kind())) {
                Section section = kind == Section.Kind.RECORDS
                        ? Section.records(part.object(), part.objectId())
                        : Section.of(kind);
                if (section.part().equals(part.file()) && part.bytes() >= 0 && part.lines() >= 0) {
                    return section;
                }
            }
        }
        throw ArchiveProblems.malformedManifest(String.valueOf(part.file()));
    }

    /** Each part once, the manifest, and nothing else. */
    private void checkEntries() throws IOException {
        long bytes = 0;
        Map<String, Manifest.Part> missing = new HashMap<>();
        manifest.parts().forEach(part -> missing.put(part.file(), part));
        boolean manifestSeen = false;
        for (var entries = zip.entries(); entries.hasMoreElements(); ) {
            String name = entries.nextElement().getName();
            if (name.equals(Manifest.FILE) && !manifestSeen) {
                manifestSeen = true;
                continue;
            }
            Manifest.Part part = missing.remove(name);
            if (part == null) {
                throw ArchiveProblems.unexpected(name);
            }
            bytes = Math.addExact(bytes, part.bytes());
        }
        if (!missing.isEmpty()) {
            throw ArchiveProblems.unexpected(missing.keySet().iterator().next());
        }
        long size = Math.max(1, java.nio.file.Files.size(Path.of(zip.getName())));
        if (bytes > SMALL && bytes / size > DENSEST) {
            throw ArchiveProblems.tooDense(bytes / size);
        }
    }

    private Catalog compiled() {
        List<KeptDocument> metadata = new ArrayList<>();
        try (Lines lines = open(Section.of(Section.Kind.DOCUMENTS))) {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                if (line.value() instanceof KeptDocument document && StoredCatalog.needs(document.kind())) {
                    metadata.add(document);
                }
            }
        }
        try {
            return StoredCatalog.compile(manifest.tenant().name(), metadata)
                    .orElseThrow(() -> new IllegalStateException("no metadata"));
        } catch (RuntimeException notUnderstood) {
            throw ArchiveProblems.metadata(String.valueOf(notUnderstood.getMessage()));
        }
    }

    /** A part for every object, none for an object that the metadata does not know, and one of each other kind. */
    private void checkObjects() {
        List<Section> wanted = new ArrayList<>();
        for (Section.Kind kind : Section.Kind.values()) {
            if (kind != Section.Kind.RECORDS && (kind != Section.Kind.CREDENTIALS || manifest.credentials())) {
                wanted.add(Section.of(kind));
            }
        }
        for (CatalogObject object : catalog.objects()) {
            wanted.add(StoreContent.section(object));
        }
        for (Section section : sections) {
            if (!wanted.remove(section)) {
                throw ArchiveProblems.unexpected(section.part());
            }
        }
        if (!wanted.isEmpty()) {
            throw ArchiveProblems.unexpected(wanted.getFirst().part());
        }
    }

    Manifest manifest() {
        return manifest;
    }

    @Override
    public Tenant tenant() {
        Manifest.Source source = manifest.tenant();
        return new Tenant(
                source.name(),
                source.label() == null ? Map.of() : source.label(),
                source.demo(),
                source.createdAt(),
                TenantState.OPEN);
    }

    @Override
    public Catalog catalog() {
        return catalog;
    }

    @Override
    public List<Section> sections() {
        return List.copyOf(sections);
    }

    @Override
    public Lines open(Section section) {
        return section.kind() == Section.Kind.BLOBS
                ? Blobs.lines(openBlobs())
                : new ArchiveLines(section, part(section), stream(section));
    }

    @Override
    public Blobs openBlobs() {
        Section section = Section.of(Section.Kind.BLOBS);
        return new ArchiveBlobs(part(section), stream(section));
    }

    private Manifest.Part part(Section section) {
        Manifest.Part part = parts.get(section);
        if (part == null) {
            throw ArchiveProblems.unexpected(section.part());
        }
        return part;
    }

    private InputStream stream(Section section) {
        try {
            return zip.getInputStream(zip.getEntry(part(section).file()));
        } catch (IOException damaged) {
            throw ArchiveProblems.altered(section.part());
        }
    }

    @Override
    public void close() {
        close(zip);
    }

    private static void close(ZipFile zip) {
        try {
            zip.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
