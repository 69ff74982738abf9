/**
 * Where records and the platform's own documents live: {@link io.trellis.platform.store.RecordStore} is the contract, the
 * sub-package {@code sqlite} the embedded adapter. Nothing outside this package imports a database driver. Stores know
 * shapes and tenants, but neither field types nor permissions.
 */
package io.trellis.platform.store;
