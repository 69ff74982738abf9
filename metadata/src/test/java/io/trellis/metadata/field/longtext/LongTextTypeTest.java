package io.trellis.metadata.field.longtext;

import io.trellis.metadata.field.FieldTypeContract;

class LongTextTypeTest extends FieldTypeContract {
    LongTextTypeTest() {
        super(new LongTextType(), "\"max\": 10");
        takes("a\r\nb\rc", "a\nb\nc");
        takes("  a\n", "a");
        refuses("12345678901", "TOO_LONG");
    }
}
