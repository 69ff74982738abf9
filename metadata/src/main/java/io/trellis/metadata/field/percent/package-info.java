/**
 * The field type {@code percent}: a share in hundredths: 10 means 10 %, in expressions too. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.percent;
