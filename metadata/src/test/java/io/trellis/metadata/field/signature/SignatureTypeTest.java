package io.trellis.metadata.field.signature;

import io.trellis.metadata.field.FieldTypeContract;
import java.util.Map;

class SignatureTypeTest extends FieldTypeContract {
    SignatureTypeTest() {
        super(new SignatureType(), "");
        takes(
                "data:image/png;base64,iVBORw0KGgo=",
                Map.of("name", "", "type", "image/png", "size", 8L, "data", "data:image/png;base64,iVBORw0KGgo="));
        refuses("me", "NOT_A_FILE");
    }
}
