package io.trellis.metadata.field.phone;

import io.trellis.metadata.field.FieldTypeContract;

class PhoneTypeTest extends FieldTypeContract {
    PhoneTypeTest() {
        super(new PhoneType(), "");
        takes("+86 571-8888 6666");
        takes("(800) 555-0123 x12");
        takes("０５７１８８８８", "05718888");
        takes("47.55.6555");
        refuses("call me", "NOT_A_PHONE");
        refuses("12", "NOT_A_PHONE");
    }
}
