// Decision tables evaluated a second on one core, hits found and outputs made: ten rows over four inputs, the last one hit as often as
// the first. Then how long the checks of a publish take for a table of 1,000 rows. Run with metadata and rules on the class path.
// Prints "decisions.rate N /s" and "decisions.check N ms".

import io.trellis.metadata.decision.Table;
import io.trellis.metadata.decision.TableCheck;
import io.trellis.metadata.decision.TableReader;
import io.trellis.metadata.kind.Kinds;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.rules.decision.DecisionTable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

static Table table(String policy, List<Map<String, Object>> rows) {
    Map<String, Object> document = Map.of(
            "name", "bench",
            "hitPolicy", policy,
            "inputs", List.of(
                    Map.of("name", "amount", "type", "number"),
                    Map.of("name", "level", "type", "text"),
                    Map.of("name", "urgent", "type", "boolean"),
                    Map.of("name", "age", "type", "number")),
            "outputs", List.of(Map.of("name", "rate", "type", "number"), Map.of("name", "why", "type", "text")),
            "rows", rows);
    var problems = new ArrayList<Object>();
    return Kinds.DECISIONS.read(document, null, problems::add)
            .flatMap(definition -> TableReader.read(definition, Optional.empty(), problems::add))
            .orElseThrow(() -> new IllegalStateException(problems.toString()));
}

void main() {
    EvaluationContext context = EvaluationContext.of(_ -> null, Instant.EPOCH, ZoneOffset.UTC, "usr_1", "dep_1");
    var rows = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < 10; i++) {
        rows.add(Map.of(
                "when", List.of("[" + i * 100 + ".." + (i + 1) * 100 + ")", "\"gold\", \"silver\", \"plain\"", "-", "not(< 18)"),
                "then", List.of("ROUND(amount * 0.0" + i + ", 2)", "\"band " + i + "\"")));
    }
    DecisionTable compiled = DecisionTable.compile(table("unique", rows));
    List<List<Object>> questions = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
        questions.add(List.of(new BigDecimal(i * 100 + 50), "plain", i % 2 == 0, new BigDecimal(40)));
    }
    double best = 0;
    long sink = 0;
    for (int round = 0; round < 6; round++) {
        int count = 500_000;
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            sink += compiled.evaluate(questions.get(i % 10), context).outputs().size();
        }
        best = Math.max(best, count / ((System.nanoTime() - start) / 1e9));
    }
    if (sink == 0) {
        throw new IllegalStateException("nothing was decided");
    }
    System.out.printf("decisions.rate %.0f /s%n", best);
    long slowest = 0;
    for (String policy : new String[] {"unique", "first"}) {
        var many = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 1000; i++) {
            many.add(Map.of(
                    "when", List.of("[" + i % 40 + ".." + (i % 40 + 1) + ")", "not(\"a" + i + "\")", "-", "[" + i / 40 + ".." + (i / 40 + 1) + ")"),
                    "then", List.of("1", "\"x\"")));
        }
        Table large = table(policy, many);
        long start = System.nanoTime();
        TableCheck.check(large, problem -> {});
        TableCheck.warnings(large);
        slowest = Math.max(slowest, (System.nanoTime() - start) / 1_000_000);
    }
    System.out.printf("decisions.check %d ms%n", slowest);
}
