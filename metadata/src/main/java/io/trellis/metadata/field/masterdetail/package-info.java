/**
 * The field type {@code masterDetail}: a reference to the record this one is part of: it dies with its master, and who may see the master may see it. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.masterdetail;
