package io.trellis.metadata.field.formula;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.Attribute;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.schema.Schemas;
import java.util.Map;
import java.util.function.Consumer;

/** A value computed from the record's other fields and from those of records it links to; {@code returns} says what comes out. */
public final class FormulaType extends BasicFieldType {
    public FormulaType() {
        super(
                "formula",
                Shape.TEXT,
                Attribute.required(
                        "returns",
                        Schemas.oneOf(
                                "text",
                                "integer",
                                "decimal",
                                "currency",
                                "percent",
                                "boolean",
                                "date",
                                "datetime",
                                "time")),
                Attribute.required("expression", Schemas.expression()),
                Attribute.scale());
    }

    @Override
    public boolean computed() {
        return true;
    }

    @Override
    public Shape shape(FieldDefinition field) {
        return switch (field.text("returns").orElse("text")) {
            case "integer" -> Shape.WHOLE;
            case "decimal", "currency", "percent" -> Shape.DECIMAL;
            case "boolean" -> Shape.FLAG;
            case "date" -> Shape.DAY;
            case "datetime" -> Shape.MOMENT;
            case "time" -> Shape.TIME;
            default -> Shape.TEXT;
        };
    }

    /** Formulas are never written from outside: the value is what the evaluator gave. */
    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        problems.accept(Problem.of("READ_ONLY", ""));
        return null;
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return switch (shape(field)) {
            case WHOLE, DECIMAL -> Type.Simple.NUMBER;
            case FLAG -> Type.Simple.BOOLEAN;
            case DAY -> Type.Simple.DATE;
            case MOMENT -> Type.Simple.DATETIME;
            case TIME -> Type.Simple.TIME;
            case TEXT, LINK, MANY, GROUP -> Type.Simple.TEXT;
        };
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return switch (shape(field)) {
            case WHOLE -> Schemas.map("type", "integer");
            case DECIMAL -> Schemas.number();
            case FLAG -> Schemas.flag();
            case DAY -> Schemas.map("type", "string", "format", "date");
            case MOMENT -> Schemas.map("type", "string", "format", "date-time");
            case TIME -> Schemas.map("type", "string", "format", "time");
            case TEXT, LINK, MANY, GROUP -> Schemas.map("type", "string");
        };
    }
}
