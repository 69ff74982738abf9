package io.trellis.metadata.field.tags;

import io.trellis.metadata.field.FieldTypeContract;
import java.util.List;

class TagsTypeTest extends FieldTypeContract {
    TagsTypeTest() {
        super(new TagsType(), "");
        takes(List.of("a", "b"));
        takes(List.of("a", " a ", ""), List.of("a"));
        takes("vip；重点", List.of("vip", "重点"));
        refuses(List.of("x".repeat(41)), "TOO_LONG");
        refuses(List.of(1L), "NOT_A_TEXT");
    }
}
