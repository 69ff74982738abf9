/**
 * The field type {@code file}: a document that was uploaded; only ever offered as a download. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.file;
