package io.trellis.metadata.field;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One kind of field ({@code text}, {@code currency}, {@code lookup} …). Types are an open set, registered in
 * {@link FieldTypes}; what a value looks like to the stores is the closed set {@link Shape}. Implementations are stateless.
 */
public interface FieldType {
    /** The name used in definitions, in the UI's folder and in documents; stable for ever. */
    String name();

    /** How values of such a field are stored; a formula answers with the shape of what it returns. */
    Shape shape(FieldDefinition field);

    /** The attributes this type knows beside those every field has. */
    List<Attribute> attributes();

    /** Everything wrong with the definition, as far as the field alone can tell; paths are relative to the field. */
    void check(FieldDefinition field, Consumer<Problem> problems);

    /**
     * Brings what a client sent into canonical form, or reports why it can't be.
     *
     * @param raw a JSON-like value: String, Long, BigDecimal, Boolean, List, Map; never null
     * @param problems takes problems with an empty path; when one was given the result is ignored
     * @return a value of {@link Shape}'s Java type, or null where the input means "no value" (an empty text)
     */
    Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems);

    /** What the expression language sees. */
    Type expressionType(FieldDefinition field);

    /** JSON Schema (2020-12, as OpenAPI 3.1 uses it) of a value as it is read; links are described by the caller. */
    Map<String, Object> schema(FieldDefinition field);

    /** The objects whose records a value may point to; empty for values that are no links. */
    default List<String> targets(FieldDefinition field) {
        return List.of();
    }

    /** Whether the platform alone writes the value (formula, roll-up, auto-number). */
    default boolean computed() {
        return false;
    }
}
