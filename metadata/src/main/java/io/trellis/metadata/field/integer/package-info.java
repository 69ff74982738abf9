/**
 * The field type {@code integer}: a whole number between ±9,007,199,254,740,991, which browsers keep exactly. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.integer;
