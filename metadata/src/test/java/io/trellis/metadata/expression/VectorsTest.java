package io.trellis.metadata.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class VectorsTest {
    private final Vectors vectors = Vectors.read();

    @Test
    void thereAreEnoughOfThem() {
        assertThat(vectors.list()).hasSizeGreaterThan(250);
    }

    @TestFactory
    Stream<DynamicTest> everyVectorGivesWhatItSays() {
        return vectors.list().stream()
                .map(vector ->
                        DynamicTest.dynamicTest("[" + vector.get("expression").asString() + "]", () -> run(vector)));
    }

    private void run(JsonNode vector) {
        Checked checked = Expressions.check(vector.get("expression").asString(), vectors.scope(), Optional.empty());
        if (vector.has("problem")) {
            assertThat(checked.problems()).as("problems").isNotEmpty();
            ExpressionProblem problem = checked.problems().getFirst();
            assertThat(problem.code()).isEqualTo(vector.get("problem").asString());
            assertThat(problem.offset()).isEqualTo(vector.get("offset").asInt());
            if (vector.has("params")) {
                vector.get("params").properties().forEach(param -> assertThat(problem.params())
                        .containsEntry(param.getKey(), param.getValue().asString()));
            }
            return;
        }
        assertThat(checked.problems()).isEmpty();
        EvaluationContext context = vectors.context(vector.get("record"));
        assertThat(text(checked.compile().evaluate(context))).isEqualTo(expected(vector.get("value")));
        if (checked.type() == Type.Simple.BOOLEAN) {
            agreesWhenPushedDown(checked, context);
        }
    }

    private static void agreesWhenPushedDown(Checked checked, EvaluationContext context) {
        checked.pushdown(context).predicate().ifPresent(predicate -> assertThat(predicate.test(context::value))
                .as("pushed down: %s", predicate)
                .isEqualTo(Boolean.TRUE.equals(checked.compile().evaluate(context))));
    }

    private static Object expected(JsonNode value) {
        return value.isNull() ? null : value.isBoolean() ? (Object) value.asBoolean() : value.asString();
    }

    private static Object text(Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal number -> Numbers.plain(number);
            case Boolean flag -> flag;
            default -> value.toString();
        };
    }
}
