/**
 * The embedded record store: one SQLite file in write-ahead mode, one table per tenant and object, one writer thread that
 * commits in groups, and a reader connection per core. {@link io.trellis.platform.store.sqlite.SqliteRecordStore} is the
 * door. Why records are laid out as they are: {@code docs/adr} of this module.
 */
package io.trellis.platform.store.sqlite;
