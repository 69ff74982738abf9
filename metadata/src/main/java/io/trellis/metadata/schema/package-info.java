/**
 * How metadata is written, as data: JSON Schema fragments from which both the published schemas and the reader's own checks
 * come, and the parsers that turn JSON and YAML into plain values with places. Knows no kind of metadata.
 */
package io.trellis.metadata.schema;
