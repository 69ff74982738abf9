/**
 * The field type {@code phone}: a telephone number as people write it, at most 40 characters; full-width digits become plain ones. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.phone;
