/**
 * The field type {@code currency}: an amount of money, exact, with two digits after the point unless {@code scale} says otherwise. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.currency;
