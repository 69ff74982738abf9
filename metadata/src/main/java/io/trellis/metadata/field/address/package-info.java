/**
 * The field type {@code address}: a postal address in parts, each at most 200 characters; a plain text becomes the street. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.address;
