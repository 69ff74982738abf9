/**
 * The field type {@code manyToMany}: references to up to 500 records of another object. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.manytomany;
