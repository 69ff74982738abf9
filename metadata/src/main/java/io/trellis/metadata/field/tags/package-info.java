/**
 * The field type {@code tags}: up to 50 free words of at most 40 characters, each once. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.tags;
