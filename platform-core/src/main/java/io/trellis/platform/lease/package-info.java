/**
 * Who of several nodes does what must be done by one. {@link io.trellis.platform.lease.Leases} hands out named leases that are kept
 * in the store: a node that lives keeps what it has, a node that stops gives it back at once, and what a dead node had is free a few
 * seconds later. A lease's token grows with every holder, so that a write can be fenced against a holder that has been asleep.
 */
package io.trellis.platform.lease;
