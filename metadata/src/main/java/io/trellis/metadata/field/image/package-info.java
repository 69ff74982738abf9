/**
 * The field type {@code image}: a picture (PNG, JPEG, WebP or GIF, told from its content) that was uploaded. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.image;
