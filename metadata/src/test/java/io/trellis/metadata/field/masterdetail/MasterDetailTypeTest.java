package io.trellis.metadata.field.masterdetail;

import io.trellis.metadata.field.FieldTypeContract;

class MasterDetailTypeTest extends FieldTypeContract {
    MasterDetailTypeTest() {
        super(new MasterDetailType(), "\"target\": \"thing\"");
        takes("thg_01ABC");
        refuses("x", "NOT_AN_ID");
    }
}
