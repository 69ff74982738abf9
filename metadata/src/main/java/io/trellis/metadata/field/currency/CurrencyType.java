package io.trellis.metadata.field.currency;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.Attribute;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Numbers;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.schema.Schemas;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** An amount of money, exact, with two digits after the point unless {@code scale} says otherwise. */
public final class CurrencyType extends BasicFieldType {
    public CurrencyType() {
        super(
                "currency",
                Shape.DECIMAL,
                Attribute.scale(),
                Attribute.min(),
                Attribute.max(),
                Attribute.optional("currency", Schemas.pattern("^[A-Z]{3}$")),
                Attribute.optional("currencyField", Schemas.name()));
    }

    /** Most digits after the point. */
    static int scale(FieldDefinition field) {
        return field.whole("scale").orElse(2);
    }

    @Override
    public void check(FieldDefinition field, Consumer<Problem> problems) {
        Numbers.checkMinMax(field, problems);
    }

    /** People write {@code ¥1,200.00} in files. */
    private static Object withoutSymbol(Object raw) {
        return raw instanceof String text ? SYMBOL.matcher(text).replaceFirst("") : raw;
    }

    private static final Pattern SYMBOL = Pattern.compile("^\\s*(CNY|USD|EUR|GBP|RMB|[¥￥$€£])\\s*");

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        return Numbers.decimal(field, scale(field), withoutSymbol(raw), problems);
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.NUMBER;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Numbers.schema(field, "number");
    }
}
