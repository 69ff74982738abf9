/**
 * Files of people: uploaded first, then taken by a record's field or put among its attachments, and from then on read through that
 * record alone. {@link io.trellis.platform.files.FileService} is the door for Java callers; what a file is belongs to documents of
 * the platform, its bytes to the {@link io.trellis.platform.store.BlobStore}. A sweeper removes what nobody took and nobody names.
 */
package io.trellis.platform.files;
