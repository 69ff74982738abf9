/**
 * What happens after a commit: {@link io.trellis.platform.outbox.OutboxListener}s are handed every event the store keeps, in order
 * and at least once, from where each of them stopped. The dispatcher wakes with the store's commits and survives restarts, because
 * positions are kept in the store. Caches that must be fresh before the writer is answered listen to the record package instead.
 */
package io.trellis.platform.outbox;
