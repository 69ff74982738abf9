package io.trellis.metadata.field.bool;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.field.Texts;
import io.trellis.metadata.schema.Schemas;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** True or false; files may say yes and no in English or Chinese. */
public final class BooleanType extends BasicFieldType {
    public BooleanType() {
        super("boolean", Shape.FLAG);
    }

    private static final Set<String> TRUE = Set.of("true", "yes", "y", "1", "是", "真");
    private static final Set<String> FALSE = Set.of("false", "no", "n", "0", "否", "假");

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        if (raw instanceof Boolean) {
            return raw;
        }
        if (raw instanceof String text) {
            String word = text.strip().toLowerCase(Locale.ROOT);
            if (word.isEmpty()) {
                return null;
            }
            if (TRUE.contains(word)) {
                return true;
            }
            if (FALSE.contains(word)) {
                return false;
            }
        }
        problems.accept(Problem.of("NOT_TRUE_OR_FALSE", "", "value", Texts.shorten(raw)));
        return null;
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.BOOLEAN;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.flag();
    }
}
