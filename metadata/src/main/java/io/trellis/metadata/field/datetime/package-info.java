/**
 * The field type {@code datetime}: a moment, in milliseconds. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.datetime;
