/**
 * A whole tenant as one file, or on its way from one store to another: backup, restore, move and check are the same lines, written,
 * loaded or compared. Works on the contract of {@link io.trellis.platform.store.TenantSnapshot} and
 * {@link io.trellis.platform.store.TenantLoader}, so between any two stores. {@link io.trellis.platform.archive.TenantArchives} is the door.
 */
package io.trellis.platform.archive;
