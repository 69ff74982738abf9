/**
 * The field type {@code formula}: a value computed from the record's other fields and from those of records it links to; {@code returns} says what comes out. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.formula;
