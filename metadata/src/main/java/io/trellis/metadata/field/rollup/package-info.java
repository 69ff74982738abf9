/**
 * The field type {@code rollup}: a count or sum over the records that point here; definable now, its value stays empty until roll-ups are evaluated. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.rollup;
