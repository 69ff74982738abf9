package io.trellis.metadata.field.barcode;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.Attribute;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.field.Texts;
import io.trellis.metadata.schema.Schemas;
import java.util.Map;
import java.util.function.Consumer;

/** The content of a bar or QR code; EAN codes are checked by their last digit, which GS1 defines as the weighted sum modulo 10. */
public final class BarcodeType extends BasicFieldType {
    public BarcodeType() {
        super("barcode", Shape.TEXT, Attribute.optional("format", Schemas.oneOf("qr", "code128", "ean13", "ean8")));
    }

    private static boolean isEan(String text, int length) {
        if (text.length() != length || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < length - 1; i++) {
            // Counted from the right, digits weigh 3, 1, 3 …
            sum += (text.charAt(i) - '0') * ((length - 1 - i) % 2 == 1 ? 3 : 1);
        }
        return (10 - sum % 10) % 10 == text.charAt(length - 1) - '0';
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        String text = Texts.line(raw, 300, problems);
        if (text == null) {
            return null;
        }
        String format = field.text("format").orElse("code128");
        boolean good =
                switch (format) {
                    case "qr" -> true;
                    case "ean13" -> isEan(text, 13);
                    case "ean8" -> isEan(text, 8);
                    default -> text.length() <= 80 && text.chars().allMatch(c -> c >= ' ' && c <= '~');
                };
        if (!good) {
            problems.accept(new Problem("NOT_A_BARCODE", "", Map.of("format", format, "value", Texts.shorten(text))));
        }
        return text;
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.TEXT;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.map("type", "string", "maxLength", 300);
    }
}
