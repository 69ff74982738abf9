/**
 * The field type {@code time}: a time of day in whole seconds, without zone. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.time;
