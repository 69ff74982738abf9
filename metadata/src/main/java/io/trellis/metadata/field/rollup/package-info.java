/**
 * The field type {@code rollup}: a count, sum or the like over the records that point here. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.rollup;
