/**
 * Metadata as it is written: plain records for each kind of element, and the reader that makes them from YAML or JSON and
 * rejects unknown keys with a suggestion.
 */
package io.trellis.metadata.definition;
