package io.trellis.metadata.field.manytomany;

import io.trellis.metadata.field.FieldTypeContract;
import java.util.List;
import java.util.Map;

class ManyToManyTypeTest extends FieldTypeContract {
    ManyToManyTypeTest() {
        super(new ManyToManyType(), "\"target\": \"thing\"");
        takes(List.of("thg_1", "thg_2"));
        takes(List.of("thg_1", "thg_1"), List.of("thg_1"));
        takes(List.of(Map.of("id", "thg_1")), List.of("thg_1"));
        refuses(List.of("nobody"), "NOT_AN_ID");
        refuses(java.util.Collections.nCopies(501, "thg_1"), "TOO_MANY_VALUES");
    }
}
