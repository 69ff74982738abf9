/**
 * The field type {@code department}: a department or company of the organisation. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.department;
