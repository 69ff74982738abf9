/**
 * The field type {@code text}: one line of text, at most 255 characters unless {@code max} says otherwise. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.text;
