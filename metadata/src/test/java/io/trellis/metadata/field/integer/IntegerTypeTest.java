package io.trellis.metadata.field.integer;

import io.trellis.metadata.field.FieldTypeContract;

class IntegerTypeTest extends FieldTypeContract {
    IntegerTypeTest() {
        super(new IntegerType(), "\"min\": 0, \"max\": 100");
        takes(5L);
        takes("5", 5L);
        takes(decimal("7.0"), 7L);
        takes(" ", null);
        refuses(-1L, "BELOW_MINIMUM");
        refuses(101L, "ABOVE_MAXIMUM");
        refuses(decimal("1.5"), "NOT_A_WHOLE_NUMBER");
        refuses("five", "NOT_A_NUMBER");
        refuses(decimal("1e30"), "TOO_MANY_DIGITS");
        refusesDefinition("\"min\": 5, \"max\": 1", "MIN_ABOVE_MAX");
    }
}
