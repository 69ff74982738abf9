package io.trellis.metadata.field.bool;

import io.trellis.metadata.field.FieldTypeContract;

class BooleanTypeTest extends FieldTypeContract {
    BooleanTypeTest() {
        super(new BooleanType(), "");
        takes(true);
        takes("yes", true);
        takes("否", false);
        takes("", null);
        refuses("maybe", "NOT_TRUE_OR_FALSE");
        refuses(1L, "NOT_TRUE_OR_FALSE");
    }
}
