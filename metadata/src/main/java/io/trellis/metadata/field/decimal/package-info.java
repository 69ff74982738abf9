/**
 * The field type {@code decimal}: an exact decimal with up to 12 digits before and 6 after the point; {@code scale} limits the latter. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.decimal;
