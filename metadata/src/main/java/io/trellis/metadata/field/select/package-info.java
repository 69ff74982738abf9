/**
 * The field type {@code select}: one of the options; stored by the option's name. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.select;
