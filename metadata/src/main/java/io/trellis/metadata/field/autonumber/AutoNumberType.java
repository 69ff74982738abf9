package io.trellis.metadata.field.autonumber;

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

/** A number the platform gives at creation, such as {@code ORD-2026-0042}; see {@link AutoNumberFormat}. */
public final class AutoNumberType extends BasicFieldType {
    public AutoNumberType() {
        super(
                "autoNumber",
                Shape.TEXT,
                Attribute.required("format", Schemas.text(60)),
                Attribute.optional(
                        "gapless",
                        Schemas.described("No number is ever skipped, at the price of slower writes", Schemas.flag())));
    }

    @Override
    public boolean computed() {
        return true;
    }

    @Override
    public void check(FieldDefinition field, Consumer<Problem> problems) {
        field.text("format")
                .filter(format -> AutoNumberFormat.find(format).isEmpty())
                .ifPresent(format -> problems.accept(Problem.of("BAD_NUMBER_FORMAT", "/format", "value", format)));
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        return Texts.line(raw, 80, problems);
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.TEXT;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.map("type", "string");
    }
}
