/**
 * The field type {@code autoNumber}: a number the platform gives at creation, such as {@code ORD-2026-0042}; see {@link AutoNumberFormat}. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.autonumber;
