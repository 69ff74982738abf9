package io.trellis.metadata.field.barcode;

import io.trellis.metadata.field.FieldTypeContract;

class BarcodeTypeTest extends FieldTypeContract {
    BarcodeTypeTest() {
        super(new BarcodeType(), "\"format\": \"ean13\"");
        takes("4006381333931");
        refuses("4006381333932", "NOT_A_BARCODE");
        with("\"format\": \"ean8\"");
        takes("73513537");
        with("\"format\": \"qr\"");
        takes("任意内容");
        with("");
        refuses("条码", "NOT_A_BARCODE");
    }
}
