/**
 * The field type {@code lookup}: a reference to a record of another object, or of one of several objects. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.lookup;
