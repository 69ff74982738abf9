package io.trellis.metadata.field.url;

import io.trellis.metadata.field.FieldTypeContract;

class UrlTypeTest extends FieldTypeContract {
    UrlTypeTest() {
        super(new UrlType(), "");
        takes("https://example.com/a?b=c");
        takes("www.example.com", "https://www.example.com");
        refuses("javascript:alert(1)", "NOT_A_URL");
        refuses("ftp://example.com", "NOT_A_URL");
        refuses("data:text/html,x", "NOT_A_URL");
        refuses("https:", "NOT_A_URL");
    }
}
