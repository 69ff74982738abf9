package io.trellis.metadata.field.phone;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.field.Texts;
import io.trellis.metadata.schema.Schemas;
import java.text.Normalizer;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A telephone number as people write it, at most 40 characters; full-width digits become plain ones. */
public final class PhoneType extends BasicFieldType {
    public PhoneType() {
        super("phone", Shape.TEXT);
    }

    private static final Pattern PHONE = Pattern.compile(
            "\\+? ?[0-9(][0-9 ().\\-/]{1,30}\\s*((ext\\.?|x|转|#)\\s*[0-9]{1,6})?", Pattern.CASE_INSENSITIVE);

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        String text = Texts.line(raw, 40, problems);
        if (text == null) {
            return null;
        }
        String number = Normalizer.normalize(text, Normalizer.Form.NFKC);
        if (!PHONE.matcher(number).matches()
                || number.chars().filter(Character::isDigit).count() < 3) {
            problems.accept(Problem.of("NOT_A_PHONE", "", "value", Texts.shorten(raw)));
        }
        return number;
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.TEXT;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.map("type", "string", "maxLength", 40);
    }
}
