package io.trellis.metadata.field.email;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.field.Texts;
import io.trellis.metadata.schema.Schemas;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** An e-mail address, at most 254 characters; the domain is kept in lower case. */
public final class EmailType extends BasicFieldType {
    public EmailType() {
        super("email", Shape.TEXT);
    }

    private static final Pattern EMAIL = Pattern.compile(
            "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-][\\p{L}\\p{N}.!#$%&'*+/=?^_`{|}~-]{0,63}@([\\p{L}\\p{N}]([\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.)+[\\p{L}]{2,24}");

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        String text = Texts.line(raw, 254, problems);
        if (text == null) {
            return null;
        }
        if (!EMAIL.matcher(text).matches() || text.contains("..")) {
            problems.accept(Problem.of("NOT_AN_EMAIL", "", "value", Texts.shorten(raw)));
            return null;
        }
        int at = text.lastIndexOf('@');
        return text.substring(0, at) + text.substring(at).toLowerCase(Locale.ROOT);
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.TEXT;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.map("type", "string", "format", "email", "maxLength", 254);
    }
}
