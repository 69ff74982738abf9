/**
 * The field type {@code url}: a web address, {@code http} or {@code https} only, since anything else could run code when clicked. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.url;
