/**
 * The field type {@code cascade}: a place in a tree of options, stored as the path of names from the top: {@code zj/hz}. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.cascade;
