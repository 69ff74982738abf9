package io.trellis.metadata.field.decimal;

import io.trellis.metadata.field.FieldTypeContract;

class DecimalTypeTest extends FieldTypeContract {
    DecimalTypeTest() {
        super(new DecimalType(), "\"scale\": 2");
        takes(decimal("1.5"));
        takes(decimal("1.50"), decimal("1.5"));
        takes("1,234.5", decimal("1234.5"));
        takes(3L, decimal("3"));
        takes(0L, decimal("0"));
        takes(decimal("999999999999.99"));
        refuses(decimal("1.005"), "TOO_MANY_DECIMALS");
        refuses(decimal("1000000000000"), "TOO_MANY_DIGITS");
        refuses(decimal("1e999999"), "TOO_MANY_DIGITS");
        refuses("1,23", "NOT_A_NUMBER");
        refuses(true, "NOT_A_NUMBER");
        with("");
        takes(decimal("0.000001"));
        refuses(decimal("0.0000001"), "TOO_MANY_DECIMALS");
        refusesDefinition("\"scale\": 7", "ABOVE_MAXIMUM");
    }
}
