package io.trellis.metadata.field.department;

import io.trellis.metadata.field.FieldTypeContract;

class DepartmentTypeTest extends FieldTypeContract {
    DepartmentTypeTest() {
        super(new DepartmentType(), "");
        takes("dep_1");
        refuses(1L, "NOT_AN_ID");
    }
}
