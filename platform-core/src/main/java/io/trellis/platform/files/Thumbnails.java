package io.trellis.platform.files;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.LocalCopy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Small pictures of large ones, made when first asked for and kept as blobs of their own. One is made at a time, so that many
 * photos cost no more memory than one.
 */
@Component
final class Thumbnails {
    private static final Logger LOG = LoggerFactory.getLogger(Thumbnails.class);

    /** What a phone's largest camera takes; the decoder's memory grows with the pixels, whatever the file's size. */
    static final long MOST_PIXELS = 64_000_000;

    /** Longer sides there are, in pixels. */
    static final List<Integer> SIZES = List.of(96, 256, 640, 1280);

    /** A picture that is as small as that needs no smaller one. Bytes. */
    private static final long SMALL = 150_000;
    /** WebP can't be decoded here; browsers make these small themselves, up to so many bytes. */
    private static final long MOST_WEBP = 5_000_000;

    private final BlobStore blobs;
    private final Semaphore maker = new Semaphore(1, true);

    Thumbnails(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * @param name of the blob that holds it
     * @param type media type
     */
    record Thumbnail(String name, String type, String tag) {}

    /** The size there is that is at least as large as asked for, else the largest. */
    static int size(int asked) {
        return SIZES.stream().filter(size -> size >= asked).findFirst().orElse(SIZES.getLast());
    }

    /**
     * @param asked pixels of the longer side, about
     * @throws ProblemException NOT_FOUND where the file is no picture, or one that can't be decoded
     */
    Thumbnail get(String tenant, StoredFile file, int asked) {
        int size = size(asked);
        boolean webp = file.type().equals("image/webp");
        if (!file.picture() || webp && file.size() > MOST_WEBP) {
            throw ProblemException.notFound("thumbnail", file.id());
        }
        if (webp || file.size() <= SMALL && Math.max(file.width(), file.height()) <= size) {
            return new Thumbnail(file.blob(), file.type(), file.sha256());
        }
        String name = file.thumbnail(size);
        if (blobs.find(tenant, name).isEmpty()) {
            make(tenant, file, name, size);
        }
        return new Thumbnail(name, Picture.TYPE, file.sha256() + "-" + size);
    }

    private void make(String tenant, StoredFile file, String name, int size) {
        try {
            if (!maker.tryAcquire(20, TimeUnit.SECONDS)) {
                throw new ProblemException(ProblemException.Kind.UNAVAILABLE, "UNAVAILABLE", Map.of("retryAfter", 5));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemException.Kind.UNAVAILABLE, "UNAVAILABLE", Map.of());
        }
        try {
            if (blobs.find(tenant, name).isPresent()) {
                return;
            }
            byte[] small = decode(tenant, file, size);
            blobs.put(tenant, name, new ByteArrayInputStream(small), Long.MAX_VALUE);
        } catch (IOException | RuntimeException damaged) {
            if (damaged instanceof ProblemException known) {
                throw known;
            }
            LOG.debug("No thumbnail of {}: {}", file.id(), damaged.toString());
            throw ProblemException.notFound("thumbnail", file.id());
        } finally {
            maker.release();
        }
    }

    private byte[] decode(String tenant, StoredFile file, int size) throws IOException {
        try (LocalCopy copy =
                blobs.copy(tenant, file.blob()).orElseThrow(() -> ProblemException.notFound("file", file.id()))) {
            ImageHead head;
            try (InputStream content = java.nio.file.Files.newInputStream(copy.path())) {
                head = ImageHead.read(content, file.type()).orElseThrow(() -> new IOException("no picture"));
            }
            return Picture.small(copy.path(), file.type(), head, size);
        }
    }

    /** Removes what was made of a file. */
    void delete(String tenant, StoredFile file) {
        SIZES.forEach(size -> blobs.delete(tenant, file.thumbnail(size)));
    }
}
