package io.trellis.platform.files;

import io.trellis.platform.store.BlobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One tenant's clean-up. Whatever it was stopped in is done at the next; done twice it does no harm. */
@Component
final class FileSweep {
    private static final Logger LOG = LoggerFactory.getLogger(FileSweep.class);
    /** How long an upload may wait for its record, and how long bytes may be older than what tells of them. */
    static final Duration UNTAKEN = Duration.ofHours(24);

    private final FileDocuments documents;
    private final Thumbnails thumbnails;
    private final BlobStore blobs;
    private final List<BlobOwner> owners;

    FileSweep(FileDocuments documents, Thumbnails thumbnails, BlobStore blobs, List<BlobOwner> owners) {
        this.documents = documents;
        this.thumbnails = thumbnails;
        this.blobs = blobs;
        this.owners = List.copyOf(owners);
    }

    /** Gives up uploads that nobody took in time, and removes the bytes of all that is gone. */
    void sweep(String tenant, Instant now) {
        Instant before = now.minus(UNTAKEN);
        for (FileDocuments.Known upload : documents.listUploads(tenant)) {
            if (upload.file().createdAt().isBefore(before)) {
                documents.giveUp(tenant, upload);
            }
        }
        for (StoredFile gone : documents.listGone(tenant)) {
            blobs.delete(tenant, gone.blob());
            thumbnails.delete(tenant, gone);
            documents.forget(tenant, gone);
        }
    }

    /** Removes bytes that nothing tells of; younger ones may be told of soon. Looks at every blob. */
    void removeUnknown(String tenant, Instant now) {
        Instant before = now.minus(UNTAKEN);
        for (BlobOwner owner : owners) {
            blobs.list(tenant, owner.folder(), blob -> {
                if (blob.modifiedAt().isBefore(before) && !owner.knows(tenant, blob.name())) {
                    LOG.info("Removed {} of tenant {}, which nothing tells of", blob.name(), tenant);
                    blobs.delete(tenant, blob.name());
                }
                return !Thread.currentThread().isInterrupted();
            });
        }
    }
}
