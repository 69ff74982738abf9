package io.trellis.metadata.field.lookup;

import io.trellis.metadata.field.FieldTypeContract;
import java.util.Map;

class LookupTypeTest extends FieldTypeContract {
    LookupTypeTest() {
        super(new LookupType(), "\"target\": \"thing\"");
        takes("thg_01ABC");
        takes(Map.of("id", "thg_01ABC", "name", "It"), "thg_01ABC");
        takes("", null);
        refuses("It", "NOT_AN_ID");
        refuses(7L, "NOT_AN_ID");
        refuses("thg_1' OR 1=1", "NOT_AN_ID");
        refusesDefinition("\"target\": \"thing\", \"hierarchy\": \"yes\"", "WRONG_TYPE");
        refusesDefinition("", "ONE_OF_KEYS");
        refusesDefinition("\"target\": \"a\", \"targets\": [\"b\"]", "ONE_OF_KEYS");
        refusesDefinition("\"target\": \"a\", \"onDelete\": \"explode\"", "NOT_ALLOWED_VALUE");
    }
}
