package io.trellis.metadata.field.image;

import io.trellis.metadata.field.FieldTypeContract;
import java.util.Map;

class ImageTypeTest extends FieldTypeContract {
    ImageTypeTest() {
        super(new ImageType(), "");
        takes(
                "data:image/png;base64,iVBORw0KGgo=",
                Map.of("name", "", "type", "image/png", "size", 8L, "data", "data:image/png;base64,iVBORw0KGgo="));
        takes(
                Map.of("name", "a/b.png", "data", "data:text/html;base64,iVBORw0KGgo="),
                Map.of(
                        "name",
                        "a_b.png",
                        "type",
                        "image/png",
                        "size",
                        8L,
                        "data",
                        "data:image/png;base64,iVBORw0KGgo="));
        refuses("data:image/png;base64,PHNjcmlwdD4=", "NOT_AN_IMAGE");
        refuses("https://example.com/a.png", "NOT_A_FILE");
        refuses("data:image/png;base64," + "A".repeat(400_000), "FILE_TOO_LARGE");
        refuses("data:image/png;base64,AAA", "NOT_AN_IMAGE");
        refuses("data:image/png;base64,A=A=", "NOT_A_FILE");
    }
}
