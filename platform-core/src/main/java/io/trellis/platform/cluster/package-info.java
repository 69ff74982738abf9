/**
 * What makes many nodes over one shared store behave as one: {@link io.trellis.platform.cluster.Notices} tell every node what it must no
 * longer believe, and {@link io.trellis.platform.cluster.CommitWatcher}s hear of records that any node has written. Both are read from the
 * store a few times a second, and neither costs anything where the store belongs to one process. Whoever keeps something of a tenant in
 * memory is a {@link io.trellis.platform.cluster.TenantMemory}.
 */
package io.trellis.platform.cluster;
