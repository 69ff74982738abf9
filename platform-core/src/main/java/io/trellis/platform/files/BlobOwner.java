package io.trellis.platform.files;

/**
 * Whoever keeps blobs below a folder of its own and knows which of them something still tells of. What no owner knows, and is
 * older than a day, the sweeper removes: bytes that a killed process left, or that were to be removed when it was killed.
 */
public interface BlobOwner {
    /** The folder, with its slash: {@code imports/}. */
    String folder();

    /** Whether something tells of the blob. */
    boolean knows(String tenant, String name);
}
