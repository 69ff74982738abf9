/**
 * Blobs as plain files of one folder, the embedded default: {@code TRELLIS_HOME/files}. Nothing is ever half there, because a file
 * is written aside, brought to the disk and renamed into place. {@link io.trellis.platform.store.folder.FolderBlobStore} is the door.
 */
package io.trellis.platform.store.folder;
