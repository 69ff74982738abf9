package io.trellis.metadata.field.formula;

import io.trellis.metadata.field.FieldTypeContract;

class FormulaTypeTest extends FieldTypeContract {
    FormulaTypeTest() {
        super(new FormulaType(), "\"returns\": \"decimal\", \"expression\": \"1 + 1\"");
        refuses(1L, "READ_ONLY");
        refusesDefinition("\"returns\": \"money\", \"expression\": \"1\"", "NOT_ALLOWED_VALUE");
    }
}
