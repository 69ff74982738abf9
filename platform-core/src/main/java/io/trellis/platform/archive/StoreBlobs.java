package io.trellis.platform.archive;

import io.trellis.platform.files.KeptFiles;
import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.TenantSnapshot.Cursor;
import io.trellis.platform.store.TenantSnapshot.KeptDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The files that a snapshot's documents tell of. A file never changes, but one that was removed after the snapshot was taken may have lost
 * its bytes: it is left out.
 */
final class StoreBlobs implements Blobs {
    private final Cursor<KeptDocument> documents;
    private final BlobStore blobs;
    private final String tenant;
    private InputStream content;

    /** @param tenant whose blobs they are */
    StoreBlobs(Cursor<KeptDocument> documents, BlobStore blobs, String tenant) {
        this.documents = documents;
        this.blobs = blobs;
        this.tenant = tenant;
    }

    @Override
    public BlobEntry next() {
        shut();
        for (KeptDocument document = documents.next(); document != null; document = documents.next()) {
            Optional<KeptFiles.KeptFile> file = KeptFiles.find(document);
            if (file.isPresent()) {
                String name = file.get().blob();
                Optional<BlobStore.Blob> blob = blobs.find(tenant, name);
                content = blob.flatMap(_ -> blobs.open(tenant, name, 0, -1)).orElse(null);
                if (content != null) {
                    return new BlobEntry(
                            document.kind(), file.get().id(), name, blob.get().size(), null);
                }
            }
        }
        return null;
    }

    @Override
    public InputStream content() {
        return content;
    }

    private void shut() {
        if (content != null) {
            try {
                content.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            content = null;
        }
    }

    @Override
    public void close() {
        shut();
        documents.close();
    }
}
