/**
 * The field type {@code longText}: several lines of text, at most 32,000 characters unless {@code max} says otherwise. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.longtext;
