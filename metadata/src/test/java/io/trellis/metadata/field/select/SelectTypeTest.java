package io.trellis.metadata.field.select;

import io.trellis.metadata.field.FieldTypeContract;

class SelectTypeTest extends FieldTypeContract {
    SelectTypeTest() {
        super(
                new SelectType(),
                "\"options\": [{\"name\": \"open\", \"label\": {\"zh-CN\": \"打开\", \"en-US\": \"Open\"}}, \"done\"]");
        takes("open");
        takes("打开", "open");
        takes("OPEN", "open");
        takes("", null);
        refuses("opne", "NOT_AN_OPTION");
        refuses(1L, "NOT_AN_OPTION");
        refusesDefinition("\"options\": [\"a\", \"a\"]", "DUPLICATE_NAME");
        refusesDefinition("\"options\": []", "TOO_FEW_VALUES");
    }
}
