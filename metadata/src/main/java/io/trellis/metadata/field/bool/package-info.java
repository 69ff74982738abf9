/**
 * The field type {@code boolean}: true or false; files may say yes and no in English or Chinese. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.bool;
