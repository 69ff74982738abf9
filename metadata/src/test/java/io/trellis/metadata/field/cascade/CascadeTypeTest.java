package io.trellis.metadata.field.cascade;

import io.trellis.metadata.field.FieldTypeContract;
import java.util.List;

class CascadeTypeTest extends FieldTypeContract {
    CascadeTypeTest() {
        super(
                new CascadeType(),
                "\"options\": [{\"name\": \"zj\", \"label\": \"浙江\", \"children\": [{\"name\": \"hz\", \"label\": \"杭州\"}]}]");
        takes("zj/hz");
        takes("zj");
        takes(List.of("zj", "hz"), "zj/hz");
        takes("浙江/杭州", "zj/hz");
        refuses("hz", "NOT_AN_OPTION");
        refuses("zj/sh", "NOT_AN_OPTION");
        refusesDefinition("\"options\": [{\"name\": \"a/b\"}]", "BAD_NAME");
    }
}
