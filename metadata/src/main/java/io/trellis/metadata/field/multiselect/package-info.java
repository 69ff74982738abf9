/**
 * The field type {@code multiSelect}: several of the options; stored by name, each once. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.multiselect;
