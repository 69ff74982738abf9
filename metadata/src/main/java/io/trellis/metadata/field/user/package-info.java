/**
 * The field type {@code user}: a person who uses the system; several with {@code multiple}. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.user;
