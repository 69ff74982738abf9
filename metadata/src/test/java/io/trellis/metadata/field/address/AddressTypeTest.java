package io.trellis.metadata.field.address;

import io.trellis.metadata.field.FieldTypeContract;
import java.util.Map;

class AddressTypeTest extends FieldTypeContract {
    AddressTypeTest() {
        super(new AddressType(), "");
        takes(Map.of("city", "杭州", "street", "文三路 1 号"));
        takes("文三路 1 号", Map.of("street", "文三路 1 号"));
        takes(Map.of("city", ""), null);
        refuses(Map.of("town", "x"), "UNKNOWN_KEY");
        refuses(Map.of("city", 1L), "NOT_A_TEXT");
        refuses(5L, "NOT_A_GROUP");
    }
}
