package io.trellis.platform.archive;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.platform.store.TenantSnapshot.KeptDocument;
import io.trellis.platform.tenant.Tenant;
import java.util.List;

/** A content without the documents that are not wanted. */
record KeptContent(TenantContent all, Kept kept) implements TenantContent {
    @Override
    public Tenant tenant() {
        return all.tenant();
    }

    @Override
    public Catalog catalog() {
        return all.catalog();
    }

    @Override
    public List<Section> sections() {
        return all.sections().stream()
                .filter(section -> kept.credentials() || section.kind() != Section.Kind.CREDENTIALS)
                .toList();
    }

    @Override
    public Lines open(Section section) {
        Lines lines = all.open(section);
        return section.kind() != Section.Kind.DOCUMENTS
                ? lines
                : new Lines() {
                    @Override
                    public Line next() {
                        Line line = lines.next();
                        while (line != null && !kept.isDocument((KeptDocument) line.value())) {
                            line = lines.next();
                        }
                        return line;
                    }

                    @Override
                    public void close() {
                        lines.close();
                    }
                };
    }

    @Override
    public Blobs openBlobs() {
        return all.openBlobs();
    }

    @Override
    public void close() {
        all.close();
    }
}
