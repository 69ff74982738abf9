/**
 * Metadata compiled: {@link io.trellis.metadata.catalog.Catalog} is what the runtime reads, immutable and checked. It is made
 * from definitions by the compiler here, which reports every problem at once.
 */
package io.trellis.metadata.catalog;
