package io.trellis.metadata.field.rollup;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.Attribute;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.schema.Schemas;
import java.util.Map;
import java.util.function.Consumer;

/** A count, sum or the like over the records that point here, kept up to date by the platform with every write to one of them. */
public final class RollupType extends BasicFieldType {
    public RollupType() {
        super(
                "rollup",
                Shape.DECIMAL,
                Attribute.required("from", Schemas.described("The object counted", Schemas.name())),
                Attribute.required("via", Schemas.described("Its field that points here", Schemas.name())),
                Attribute.required("function", Schemas.oneOf("count", "countDistinct", "sum", "min", "max", "avg")),
                Attribute.optional("field", Schemas.described("What is added up", Schemas.name())),
                Attribute.optional("filter", Schemas.expression()),
                Attribute.optional(
                        "returns", Schemas.oneOf("integer", "decimal", "currency", "percent", "date", "datetime")),
                Attribute.scale());
    }

    @Override
    public boolean computed() {
        return true;
    }

    @Override
    public void check(FieldDefinition field, Consumer<Problem> problems) {
        boolean counts = field.text("function").orElse("").equals("count");
        if (!counts && !field.attributes().containsKey("field")) {
            problems.accept(Problem.of("MISSING_KEY", "", "key", "field"));
        }
    }

    @Override
    public Shape shape(FieldDefinition field) {
        if (field.text("function").orElse("").startsWith("count")) {
            return Shape.WHOLE;
        }
        return switch (field.text("returns").orElse("decimal")) {
            case "integer" -> Shape.WHOLE;
            case "date" -> Shape.DAY;
            case "datetime" -> Shape.MOMENT;
            default -> Shape.DECIMAL;
        };
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        problems.accept(Problem.of("READ_ONLY", ""));
        return null;
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return switch (shape(field)) {
            case DAY -> Type.Simple.DATE;
            case MOMENT -> Type.Simple.DATETIME;
            case TEXT, WHOLE, DECIMAL, FLAG, TIME, LINK, MANY, GROUP -> Type.Simple.NUMBER;
        };
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return switch (shape(field)) {
            case DAY -> Schemas.map("type", "string", "format", "date");
            case MOMENT -> Schemas.map("type", "string", "format", "date-time");
            case WHOLE -> Schemas.map("type", "integer");
            case TEXT, DECIMAL, FLAG, TIME, LINK, MANY, GROUP -> Schemas.number();
        };
    }
}
