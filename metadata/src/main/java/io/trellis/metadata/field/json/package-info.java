/**
 * The field type {@code json}: any JSON value of at most 32 kB and 20 levels, kept as it is; never shown as HTML. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.json;
