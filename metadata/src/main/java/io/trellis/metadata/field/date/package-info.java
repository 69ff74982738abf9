/**
 * The field type {@code date}: a day of the calendar, without time and zone. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.date;
