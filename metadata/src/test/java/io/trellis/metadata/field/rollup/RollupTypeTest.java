package io.trellis.metadata.field.rollup;

import io.trellis.metadata.field.FieldTypeContract;

class RollupTypeTest extends FieldTypeContract {
    RollupTypeTest() {
        super(new RollupType(), "\"from\": \"line\", \"via\": \"thing\", \"function\": \"count\"");
        refuses(1L, "READ_ONLY");
        refusesDefinition("\"from\": \"line\", \"via\": \"thing\", \"function\": \"sum\"", "MISSING_KEY");
    }
}
