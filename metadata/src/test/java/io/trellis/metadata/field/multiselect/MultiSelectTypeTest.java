package io.trellis.metadata.field.multiselect;

import io.trellis.metadata.field.FieldTypeContract;
import java.util.List;

class MultiSelectTypeTest extends FieldTypeContract {
    MultiSelectTypeTest() {
        super(
                new MultiSelectType(),
                "\"options\": [{\"name\": \"open\", \"label\": {\"zh-CN\": \"打开\", \"en-US\": \"Open\"}}, \"done\"]");
        takes(List.of("done", "open"));
        takes(List.of("open", "打开", ""), List.of("open"));
        takes("open; done", List.of("open", "done"));
        takes(List.of(), null);
        refuses(List.of("open", "x"), "NOT_AN_OPTION");
        refuses(true, "NOT_A_LIST");
    }
}
