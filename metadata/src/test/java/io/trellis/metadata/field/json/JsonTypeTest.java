package io.trellis.metadata.field.json;

import io.trellis.metadata.field.FieldTypeContract;
import java.util.List;
import java.util.Map;

class JsonTypeTest extends FieldTypeContract {
    JsonTypeTest() {
        super(new JsonType(), "");
        takes(Map.of("a", List.of(1L, true)));
        takes("{\"a\": 1}", Map.of("a", 1L));
        takes("plain");
        refuses("{\"a\":", "NOT_JSON");
        refuses(Map.of("a", "x".repeat(40_000)), "TOO_LONG");
        takes(Map.of("a", "\uD83D\uDE00"));
        refuses(Map.of("a", List.of("half \uD83D")), "MALFORMED_TEXT");
        refuses(Map.of("\uDE00", 1L), "MALFORMED_TEXT");
    }
}
