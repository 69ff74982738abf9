package io.trellis.metadata.field.richtext;

import io.trellis.metadata.field.FieldTypeContract;

class RichTextTypeTest extends FieldTypeContract {
    RichTextTypeTest() {
        super(new RichTextType(), "");
        takes("<p>Hello <b>you</b></p>");
        takes("<script>alert(1)</script>", null);
        takes("<p onclick=\"x()\">a</p>", "<p>a</p>");
        takes("<a href=\"javascript:alert(1)\">a</a>", "a");
        takes("<img src=x onerror=alert(1)>", null);
        refuses(1L, "NOT_A_TEXT");
    }
}
