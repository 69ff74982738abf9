/**
 * The field type {@code email}: an e-mail address, at most 254 characters; the domain is kept in lower case. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.email;
