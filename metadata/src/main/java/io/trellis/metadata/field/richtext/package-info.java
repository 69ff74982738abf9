/**
 * The field type {@code richText}: formatted text: HTML of which only harmless elements and attributes are kept, so that it can be shown as it is. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.richtext;
