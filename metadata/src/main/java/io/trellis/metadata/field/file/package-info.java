/**
 * The field type {@code file}: a document of at most 200 kB, kept inside the record; only ever offered as a download. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.file;
