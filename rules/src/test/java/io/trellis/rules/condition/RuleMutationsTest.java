package io.trellis.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.Mutations;
import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogCompiler;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.catalog.Compilation;
import io.trellis.metadata.catalog.Finding;
import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.definition.RuleDefinition;
import io.trellis.metadata.kind.Kinds;
import io.trellis.platform.problem.ProblemTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Rules damaged at random are refused with place and reason, or can be evaluated: nothing in between, and no exception. A quick
 * walk by default; {@code -Drules.mutations=10000} walks further.
 */
class RuleMutationsTest {
    private static final int MUTATIONS = Integer.getInteger("rules.mutations", 1_500);

    private final List<Vectors.Case> cases = Vectors.all();
    private final List<Definition> objects = objects();

    @Test
    void everyDamagedRuleIsRefusedWithPlaceAndReasonOrCanBeEvaluated() {
        var mutations = new Mutations(4);
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            int which = i % Vectors.cases().size();
            Map<?, ?> rule = (Map<?, ?>)
                    Vectors.list(Vectors.cases().get(which).get("rules")).getFirst();
            Object damaged = mutations.mutate(rule);
            if (accepts(damaged, cases.get(which))) {
                accepted++;
            } else {
                refused++;
            }
        }
        assertThat(accepted).as("accepted of %s", MUTATIONS).isGreaterThan(MUTATIONS / 50);
        assertThat(refused).as("refused of %s", MUTATIONS).isGreaterThan(MUTATIONS / 3);
    }

    private boolean accepts(Object damaged, Vectors.Case one) {
        List<Problem> problems = new ArrayList<>();
        RuleDefinition rule = Kinds.RULES.read(damaged, null, problems::add).orElse(null);
        Compilation compiled = null;
        if (rule != null) {
            List<Definition> all = new ArrayList<>(objects);
            all.add(rule);
            compiled = CatalogCompiler.compile(1, all);
            compiled.findings().stream().map(Finding::problem).forEach(problems::add);
        }
        if (!problems.isEmpty()) {
            assertThat(problems).as(String.valueOf(damaged)).allSatisfy(RuleMutationsTest::placedAndSaid);
            return false;
        }
        assertThat(rule).as(String.valueOf(damaged)).isNotNull();
        assertThat(Kinds.RULES.read(Kinds.RULES.write(rule), null, problems::add))
                .as(String.valueOf(damaged))
                .hasValue(rule);
        CatalogObject object = compiled.get().getObject("deal");
        Outcome outcome = ObjectRules.of(compiled.get(), object, List.of(rule)).evaluate(one.situation());
        assertThat(outcome).as(String.valueOf(damaged)).isNotNull();
        return true;
    }

    private static void placedAndSaid(Problem problem) {
        assertThat(problem.path()).matches("|/.*");
        for (String locale : List.of("zh-CN", "en-US")) {
            assertThat(ProblemTexts.text(problem, locale)).isNotBlank().isNotEqualTo(problem.code());
        }
    }

    private static List<Definition> objects() {
        return List.copyOf(Vectors.list(Vectors.file().get("objects")).stream()
                .<Definition>map(
                        object -> Kinds.OBJECTS.read(object, null, _ -> {}).orElseThrow())
                .toList());
    }
}
