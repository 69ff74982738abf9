package io.trellis.rules.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.Problem;
import io.trellis.metadata.decision.Model;
import io.trellis.metadata.definition.ScoreDefinition;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.expression.TypeScope;
import io.trellis.metadata.kind.Kinds;
import io.trellis.metadata.schema.Documents;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreTest {
    private static final TypeScope SCOPE = TypeScope.of(Map.of(
            "amount",
            Type.Simple.NUMBER,
            "source",
            Type.Simple.TEXT,
            "tags",
            new Type.Many(Type.Simple.TEXT),
            "open",
            Type.Simple.BOOLEAN));

    private static final String MODEL = """
            name: m
            object: deal
            target: score
            when: open
            scale: 100
            digits: 1
            criteria:
            - {name: amount, weight: 2, missing: -1, bands: [{when: ">= 100", points: 10}, {when: "value > 5 AND value < 10", points: 4}]}
            - {name: source, bands: [{when: '"fair"', points: 10}, {when: "-", points: 1}]}
            - {name: tags, bands: [{when: '"vip"', points: 5}]}
            grades: [{from: 80, grade: A}, {from: 0.1, grade: B}]
            """;

    private static ScoreDefinition definition(String yaml) {
        var problems = new ArrayList<Problem>();
        ScoreDefinition definition = Kinds.SCORES
                .read(
                        Documents.readYaml(yaml.getBytes(StandardCharsets.UTF_8), problems::add)
                                .orElseThrow()
                                .value(),
                        null,
                        problems::add)
                .orElseThrow();
        assertThat(problems).isEmpty();
        return definition;
    }

    private static Score.Result score(Object... namesAndValues) {
        var values = new HashMap<String, Object>(Map.of("open", true));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        Model model = Model.read(definition(MODEL), SCOPE, problem -> {
                    throw new AssertionError(problem);
                })
                .orElseThrow();
        return Score.compile(model)
                .evaluate(EvaluationContext.of(
                        path -> values.get(path.first()), Instant.EPOCH, ZoneOffset.UTC, null, null));
    }

    @Test
    void theBestRecordHasTheFullScore() {
        Score.Result result = score("amount", new BigDecimal("100.00"), "source", "fair", "tags", List.of("x", "vip"));
        assertThat(result.total()).isEqualByComparingTo("100");
        assertThat(result.grade()).isEqualTo("A");
    }

    @Test
    void theFirstBandThatFitsCountsAndNoneIsNothing() {
        Score.Result result = score("amount", new BigDecimal("7"), "source", "web", "tags", List.of("x"));
        assertThat(result.parts()).extracting(Score.Points::band).containsExactly(1, 1, -1);
        assertThat(result.parts())
                .extracting(points -> points.counted().intValue())
                .containsExactly(8, 1, 0);
        assertThat(result.total()).isEqualByComparingTo("25.7");
        assertThat(result.grade()).isEqualTo("B");
    }

    @Test
    void aMissingValueHasPointsOfItsOwn() {
        Score.Result result = score("tags", List.of());
        assertThat(result.parts())
                .extracting(points -> points.points().intValue())
                .containsExactly(-1, 0, 0);
        assertThat(result.total()).isEqualByComparingTo("-5.7");
        assertThat(result.grade()).isNull();
    }

    @Test
    void aRecordTheModelIsNotMeantForHasNoScore() {
        Score.Result result = score("open", false, "amount", BigDecimal.TEN);
        assertThat(result.applies()).isFalse();
        assertThat(result.total()).isNull();
        assertThat(result.grade()).isNull();
    }

    @Test
    void whatIsWrittenReadsAsTheSameModel() {
        ScoreDefinition first = definition(MODEL);
        Object written = Kinds.SCORES.write(first);
        assertThat(Kinds.SCORES.read(written, null, problem -> {
                    throw new AssertionError(problem);
                }))
                .contains(first);
    }
}
