package io.trellis.metadata.field.currency;

import io.trellis.metadata.field.FieldTypeContract;

class CurrencyTypeTest extends FieldTypeContract {
    CurrencyTypeTest() {
        super(new CurrencyType(), "\"min\": 0");
        takes("¥1,200.50", decimal("1200.5"));
        takes("CNY 3", decimal("3"));
        takes(decimal("0.01"));
        refuses(decimal("0.001"), "TOO_MANY_DECIMALS");
        refuses(-1L, "BELOW_MINIMUM");
    }
}
