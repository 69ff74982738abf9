package io.trellis.platform.archive;

/**
 * The bytes of a file, by what they are.
 *
 * @param kind of the document that tells of the file
 * @param id of the file
 * @param name of the blob
 * @param size bytes
 * @param sha256 64 hexadecimal digits
 */
record BlobEntry(String kind, String id, String name, long size, String sha256) {}
