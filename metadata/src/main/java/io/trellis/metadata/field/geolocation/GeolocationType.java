package io.trellis.metadata.field.geolocation;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Groups;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.field.Texts;
import io.trellis.metadata.schema.Schemas;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A position in degrees (WGS 84), with the accuracy in metres and a place name where known; files write {@code 30.27,120.15}. */
public final class GeolocationType extends BasicFieldType {
    public GeolocationType() {
        super("geolocation", Shape.GROUP);
    }

    private static final List<String> PARTS = List.of("latitude", "longitude", "accuracy", "label");

    private static Object part(String part, Object value, Consumer<Problem> problems) {
        return switch (part) {
            case "latitude" -> degrees(value, 90, problems);
            case "longitude" -> degrees(value, 180, problems);
            case "accuracy" -> degrees(value, 100_000, problems);
            default -> Texts.line(value, 200, problems);
        };
    }

    /** Six digits after the point are 11 cm; positions from devices have more, which are cut. */
    private static BigDecimal degrees(Object value, int limit, Consumer<Problem> problems) {
        try {
            var number = new BigDecimal(value.toString());
            if (number.precision() < 40
                    && number.scale() < 40
                    && number.scale() > -10
                    && number.abs().compareTo(BigDecimal.valueOf(limit)) <= 0) {
                BigDecimal rounded =
                        number.setScale(6, java.math.RoundingMode.HALF_UP).stripTrailingZeros();
                return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        problems.accept(Problem.of("NOT_A_POSITION", ""));
        return null;
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        Object parts = raw;
        if (raw instanceof String text) {
            if (text.isBlank()) {
                return null;
            }
            String[] both = text.split("[,，]");
            parts = both.length == 2 ? Map.of("latitude", both[0].strip(), "longitude", both[1].strip()) : raw;
        }
        Map<String, Object> group = Groups.read(parts, PARTS, GeolocationType::part, problems);
        if (group != null && !(group.containsKey("latitude") && group.containsKey("longitude"))) {
            problems.accept(Problem.of("NOT_A_POSITION", ""));
        }
        return group;
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.ANY;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.map(
                "type",
                "object",
                "properties",
                Schemas.map(
                        "latitude",
                        Schemas.number(),
                        "longitude",
                        Schemas.number(),
                        "accuracy",
                        Schemas.number(),
                        "label",
                        Schemas.map("type", "string")));
    }
}
