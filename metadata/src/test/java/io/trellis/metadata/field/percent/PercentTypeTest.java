package io.trellis.metadata.field.percent;

import io.trellis.metadata.field.FieldTypeContract;

class PercentTypeTest extends FieldTypeContract {
    PercentTypeTest() {
        super(new PercentType(), "\"min\": 0, \"max\": 100");
        takes("12.5%", decimal("12.5"));
        takes(100L, decimal("100"));
        refuses(101L, "ABOVE_MAXIMUM");
        refuses("%", "NOT_A_NUMBER");
    }
}
