package io.trellis.metadata.field.user;

import io.trellis.metadata.field.FieldTypeContract;
import java.util.List;

class UserTypeTest extends FieldTypeContract {
    UserTypeTest() {
        super(new UserType(), "");
        takes("usr_1");
        refuses(List.of("usr_1"), "NOT_AN_ID");
        with("\"multiple\": true");
        takes(List.of("usr_1", "usr_2"));
    }
}
