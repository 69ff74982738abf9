/**
 * Metadata as it is written: plain records for each kind of element. How they are read from YAML or JSON and written back is
 * said in {@link io.trellis.metadata.kind}.
 */
package io.trellis.metadata.definition;
