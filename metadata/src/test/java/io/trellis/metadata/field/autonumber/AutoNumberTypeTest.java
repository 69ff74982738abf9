package io.trellis.metadata.field.autonumber;

import io.trellis.metadata.field.FieldTypeContract;

class AutoNumberTypeTest extends FieldTypeContract {
    AutoNumberTypeTest() {
        super(new AutoNumberType(), "\"format\": \"ORD-{yyyy}-{0000}\"");
        takes("ORD-2026-0001");
        refusesDefinition("\"format\": \"ORD\"", "BAD_NUMBER_FORMAT");
        refusesDefinition("\"format\": \"{0}{00}\"", "BAD_NUMBER_FORMAT");
        refusesDefinition("\"format\": \"{000}{nn}\"", "BAD_NUMBER_FORMAT");
    }
}
