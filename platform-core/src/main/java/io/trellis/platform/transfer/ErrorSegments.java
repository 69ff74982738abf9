package io.trellis.platform.transfer;

import io.trellis.platform.store.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file that grows by pieces in a store that knows only whole blobs. A piece is called by where it begins and by the attempt that
 * wrote it; the file is the pieces that follow each other from the beginning, up to the length in the job's checkpoint. What a
 * killed attempt wrote behind its checkpoint is cut off or written over; what a process that has lost its job still writes
 * counts for nothing, because the later attempt's piece of the same place is taken.
 */
final class ErrorSegments {
    private final BlobStore blobs;
    private final String tenant;
    private final String folder;

    private record Segment(String name, int attempt, long size) {}

    ErrorSegments(BlobStore blobs, String tenant, String folder) {
        this.blobs = blobs;
        this.tenant = tenant;
        this.folder = folder;
    }

    /** Cuts off what lies behind a length. */
    void truncate(long bytes) {
        List<String> behind = new ArrayList<>();
        blobs.list(tenant, folder, blob -> {
            if (start(blob.name()) >= bytes) {
                behind.add(blob.name());
            }
            return true;
        });
        behind.forEach(name -> blobs.delete(tenant, name));
    }

    /**
     * Adds a piece, durable when it returns.
     *
     * @param start the file's length before
     * @param attempt the job's
     */
    void add(long start, int attempt, byte[] bytes) throws IOException {
        blobs.put(
                tenant,
                "%s%016d-%04d".formatted(folder, start, attempt),
                new ByteArrayInputStream(bytes),
                Long.MAX_VALUE);
    }

    private static long start(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return Long.parseLong(last.substring(0, last.indexOf('-')));
    }

    /** The file up to a length; each piece is opened when it is its turn. */
    InputStream open(long bytes) {
        Map<Long, Segment> known = new TreeMap<>();
        blobs.list(tenant, folder, blob -> {
            int attempt = Integer.parseInt(blob.name().substring(blob.name().lastIndexOf('-') + 1));
            known.merge(
                    start(blob.name()),
                    new Segment(blob.name(), attempt, blob.size()),
                    (one, other) -> one.attempt > other.attempt ? one : other);
            return true;
        });
        List<Segment> pieces = new ArrayList<>();
        long at = 0;
        while (at < bytes && known.get(at) != null) {
            pieces.add(known.get(at));
            at += known.get(at).size;
        }
        var next = pieces.iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return next.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return piece(next.next());
            }
        });
    }

    private InputStream piece(Segment segment) {
        return blobs.open(tenant, segment.name(), 0, -1)
                .orElseThrow(() -> new UncheckedIOException(new IOException(segment.name() + " is gone")));
    }
}
