/**
 * Work that goes on after the request: kept in the store, claimed with a lease, taken up again after a restart where its last
 * checkpoint was. {@link io.trellis.platform.jobs.Jobs} is the door, a {@link io.trellis.platform.jobs.JobRunner} does one
 * kind of work. A job acts as the person who started it, with the rights that person has while it runs.
 */
package io.trellis.platform.jobs;
