package io.trellis.metadata.field.email;

import io.trellis.metadata.field.FieldTypeContract;

class EmailTypeTest extends FieldTypeContract {
    EmailTypeTest() {
        super(new EmailType(), "");
        takes("Mei.Li@Example.COM", "Mei.Li@example.com");
        takes(" a@b.cn ", "a@b.cn");
        refuses("a@b", "NOT_AN_EMAIL");
        refuses("a b@c.cn", "NOT_AN_EMAIL");
        refuses("a@@b.cn", "NOT_AN_EMAIL");
    }
}
