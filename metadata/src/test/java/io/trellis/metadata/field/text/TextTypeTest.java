package io.trellis.metadata.field.text;

import io.trellis.metadata.field.FieldTypeContract;

class TextTypeTest extends FieldTypeContract {
    TextTypeTest() {
        super(new TextType(), "\"max\": 5");
        takes("abc");
        takes("  拜访  ", "拜访");
        takes("a\tb\nc", "a b c");
        takes("", null);
        takes("😀😀😀😀😀");
        refuses("abcdef", "TOO_LONG");
        refuses("a\u0000b", "MALFORMED_TEXT");
        refuses("\ud800", "MALFORMED_TEXT");
        refuses(5L, "NOT_A_TEXT");
        refusesDefinition("\"max\": 0", "BELOW_MINIMUM");
        refusesDefinition("\"maxx\": 3", "UNKNOWN_KEY");
    }
}
