package io.trellis.rules.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogCompiler;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.Realm;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionCallsTest {
    private static final Actor ACTOR =
            new Actor("t", "usr_1", "kim", "Kim", null, List.of(), "en-US", ZoneId.of("UTC"), "api", null);

    private final Catalog catalog = CatalogCompiler.compile(1, List.of(Tables.definition("""
                                    name: fee
                                    inputs: [{name: amount, type: number}]
                                    outputs: [{name: fee, type: number}]
                                    rows: [{when: ["< 10"], then: [2.50]}, {when: ["amount < 12"], then: [1]}]
                                    """), Tables.definition("""
                                    name: tags
                                    hitPolicy: ruleOrder
                                    inputs: [{name: amount, type: number}]
                                    outputs: [{name: tag, type: text}]
                                    rows: [{when: ["< 10"], then: ['"small"']}, {when: ["-"], then: ['"any"']}]
                                    """)))
            .get();
    private final DecisionCalls calls = new DecisionCalls(new DecisionService(null, new Decisions(), null));
    private final Realm realm = new Realm("t", catalog);

    @Test
    void aTableIsAFunctionOfItsInputs() {
        assertThat(calls.has(catalog, "fee")).isTrue();
        assertThat(calls.has(catalog, "nothing")).isFalse();
        assertThat(calls.call(ACTOR, realm, "fee", Map.of("amount", 10L)))
                .isEqualTo(Map.of("fee", new BigDecimal("1")));
        assertThat(calls.call(ACTOR, realm, "fee", Map.of("amount", 12L))).isNull();
        assertThat(calls.call(ACTOR, realm, "tags", Map.of("amount", 5L)))
                .isEqualTo(List.of(Map.of("tag", "small"), Map.of("tag", "any")));
    }

    @Test
    void whatCanNotBeAnsweredIsAProblem() {
        assertThatThrownBy(() -> calls.call(ACTOR, realm, "fee", Map.of("amout", 5L)))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.code()).isEqualTo("INVALID_INPUTS");
                    assertThat(problem.problems().getFirst().params()).containsEntry("suggestion", "amount");
                });
        assertThatThrownBy(() -> calls.call(ACTOR, realm, "fee", Map.of("amount", 9L)))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.code()).isEqualTo("DECISION_FAILED");
                    assertThat(problem.problems().getFirst().code()).isEqualTo("DECISION_NOT_UNIQUE");
                });
    }
}
