/**
 * The field type {@code barcode}: the content of a bar or QR code; EAN codes are checked by their last digit, which GS1 defines as the weighted sum modulo 10. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.barcode;
