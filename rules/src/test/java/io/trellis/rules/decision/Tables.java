package io.trellis.rules.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.Problem;
import io.trellis.metadata.decision.Table;
import io.trellis.metadata.decision.TableReader;
import io.trellis.metadata.definition.DecisionDefinition;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.kind.Kinds;
import io.trellis.metadata.schema.Documents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Optional;

/** Tables for tests, written as people write them. */
final class Tables {
    static final EvaluationContext SURROUNDINGS = EvaluationContext.of(
            _ -> null, Instant.parse("2026-06-01T00:00:00Z"), ZoneId.of("Asia/Shanghai"), "usr_1", "dep_1");

    private Tables() {}

    static DecisionDefinition definition(String yaml) {
        var problems = new ArrayList<Problem>();
        Object document = Documents.readYaml(yaml.getBytes(StandardCharsets.UTF_8), problems::add)
                .orElseThrow()
                .value();
        DecisionDefinition definition =
                Kinds.DECISIONS.read(document, null, problems::add).orElseThrow();
        assertThat(problems).isEmpty();
        return definition;
    }

    static Table table(String yaml) {
        var problems = new ArrayList<Problem>();
        Optional<Table> table = TableReader.read(definition(yaml), Optional.empty(), problems::add);
        assertThat(problems).isEmpty();
        return table.orElseThrow();
    }

    static DecisionTable compiled(String yaml) {
        return DecisionTable.compile(table(yaml));
    }
}
