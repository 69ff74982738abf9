/**
 * The field type {@code signature}: a hand-written signature as a picture of at most 200 kB, kept inside the record. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.signature;
