/**
 * Whether this node works, for load balancers and for whatever restarts dead processes; open to anybody, and silent about everything but
 * that. Live is a process that answers at all; ready is one that has finished its first start, reaches its stores and is not about to
 * stop. Whoever needs something that can be out of reach adds a {@link io.trellis.platform.health.ReadinessCheck}.
 */
package io.trellis.platform.health;
