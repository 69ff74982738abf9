package io.trellis.platform.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where bytes live that are too large for a record: files of people, imports, exports. Three adapters, one contract
 * ({@code BlobStoreContract}); nothing above this interface knows which is in use. It knows no permissions and no meaning.
 *
 * <p>A blob is found by its tenant and a name the caller makes up, such as {@code files/K3/fil_01…}: parts of letters, digits,
 * dots, hyphens and underscores, joined by slashes, never what a person typed ({@link BlobNames}). No name may be a folder of
 * another. Whoever keeps many blobs spreads them over folders. Names that differ in case alone must not be used.
 *
 * <p>All methods are thread-safe, work in constant memory and throw {@link StoreException.Unavailable} where the store can't
 * be reached or written.
 */
public interface BlobStore extends AutoCloseable {
    /**
     * Reads a stream to its end and keeps it: all of it or nothing, durable when this returns. Replaces a blob of the same name; who reads
     * the former one meanwhile reads it to its end or is told by an IOException, and never gets a mix of both.
     *
     * @param most bytes; reading stops beyond
     * @throws TooLarge when the stream is longer than {@code most}; nothing is kept
     * @throws IOException what the stream itself throws, e.g. because the sender is gone; nothing is kept
     */
    Stored put(String tenant, String name, InputStream content, long most) throws IOException;

    Optional<Blob> find(String tenant, String name);

    /**
     * @param from first byte, 0-based
     * @param length most bytes; -1 for all that follow
     * @return empty where there is no such blob; a stream without bytes where {@code from} lies behind its end
     */
    Optional<InputStream> open(String tenant, String name, long from, long length);

    /** Does nothing where there is none. */
    void delete(String tenant, String name);

    /**
     * Hands over the tenant's blobs whose names begin with a prefix, in no particular order, until the visitor says false. Blobs
     * that come or go meanwhile may be among them or not.
     *
     * @param prefix whole folders, such as {@code files/}; empty for all
     */
    void list(String tenant, String prefix, Predicate<Blob> visitor);

    /** Removes every blob of a tenant. There is no way back. */
    default void dropTenant(String tenant) {
        List<String> names = new ArrayList<>();
        do {
            names.clear();
            list(tenant, "", blob -> {
                names.add(blob.name());
                return names.size() < 1_000;
            });
            names.forEach(name -> delete(tenant, name));
        } while (!names.isEmpty());
    }

    /** A file of this machine with a blob's bytes, for code that needs to read here and there in it. */
    default Optional<LocalCopy> copy(String tenant, String name) {
        return open(tenant, name, 0, -1).map(LocalCopy::temporary);
    }

    @Override
    void close();

    /** @param modifiedAt when it was put */
    record Blob(String name, long size, Instant modifiedAt) {}

    /** @param sha256 of the bytes, 64 lower-case hexadecimal digits */
    record Stored(long size, String sha256) {}

    /** A stream turned out longer than was allowed. */
    final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;
        /** Bytes. */
        public final long most;

        public TooLarge(long most) {
            super("More than " + most + " bytes", null, false, false);
            this.most = most;
        }
    }
}
