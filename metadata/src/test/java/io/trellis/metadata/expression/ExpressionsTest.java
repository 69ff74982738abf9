package io.trellis.metadata.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpressionsTest {
    private final Vectors vectors = Vectors.read();

    @Test
    void tellsEveryProblemNotOnlyTheFirst() {
        Checked checked = check("amout + indutsry * LEFF(name) + stage");
        assertThat(checked.problems())
                .extracting(ExpressionProblem::code)
                .containsExactly("UNKNOWN_NAME", "UNKNOWN_NAME", "UNKNOWN_FUNCTION", "TYPE_MISMATCH");
        assertThatThrownBy(checked::compile).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void placesAProblemByLineAndColumn() {
        ExpressionProblem problem = check("1 +\n  oops").problems().getFirst();
        assertThat(problem).extracting("offset", "length", "line", "column").containsExactly(6, 4, 2, 3);
    }

    @Test
    void changesTheCaseOfALongTextWithoutCopyingItForEachLetter() {
        var upper = check("UPPER(REPT(\"ß\", 100000))").compile();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Object capitals = upper.evaluate(vectors.context(Map.of()));
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(capitals).isEqualTo("S".repeat(200_000));
        // A copy for each letter would be ten thousand megabytes.
        assertThat(allocated).isLessThan(100_000_000L);
    }

    @Test
    void listsTheFieldsItReads() {
        assertThat(check("IF(account.revenue > amount, account.industry, name & name)")
                        .references())
                .extracting(Predicate.Path::toString)
                .containsExactly("account.revenue", "amount", "account.industry", "name");
    }

    @Test
    void demandsTheTypeItsPlaceNeeds() {
        assertThat(Expressions.checkCondition("amount", vectors.scope()).problems())
                .extracting(ExpressionProblem::code)
                .containsExactly("TYPE_MISMATCH");
        Checked date = Expressions.check("\"2026-01-02\"", vectors.scope(), Optional.of(Type.Simple.DATE));
        assertThat(date.type()).isEqualTo(Type.Simple.DATE);
        assertThat(date.compile().evaluate(vectors.context(Map.of()))).hasToString("2026-01-02");
    }

    @Test
    void refusesWhatIsTooLongOrTooDeepInsteadOfOverflowing() {
        assertThat(codes("1" + " + 1".repeat(3_000))).containsExactly("EXPRESSION_TOO_LONG");
        assertThat(codes("(".repeat(4_000))).containsExactly("EXPRESSION_TOO_DEEP");
        assertThat(codes("-".repeat(4_000) + "1")).containsExactly("EXPRESSION_TOO_DEEP");
        assertThat(codes("NOT ".repeat(2_000) + "TRUE")).containsExactly("EXPRESSION_TOO_DEEP");
        assertThat(codes("1" + "+1".repeat(4_000))).containsExactly("EXPRESSION_TOO_DEEP");
        assertThat(codes("ABS(".repeat(2_000))).containsExactly("EXPRESSION_TOO_DEEP");
        assertThat(codes("(".repeat(150) + "1" + ")".repeat(150))).isEmpty();
    }

    @Test
    void takesAThousandAlternativesInOneRow() {
        assertThat(codes("active" + " OR active".repeat(990))).isEmpty();
    }

    @Test
    void saysWhichPartAStoreCannotAnswer() {
        Pushdown pushdown =
                check("amount * 2 > 10 AND industry = \"x\" AND LEN(name) > 3").pushdown(vectors.context(Map.of()));
        assertThat(pushdown.predicate()).isEmpty();
        assertThat(pushdown.problems())
                .extracting(ExpressionProblem::code, ExpressionProblem::offset, p -> p.params()
                        .get("reason"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("NOT_FILTERABLE", 0, "arithmetic"),
                        org.assertj.core.groups.Tuple.tuple("NOT_FILTERABLE", 39, "LEN"));
    }

    @Test
    void computesConstantsBeforePushingDown() {
        assertThat(push("closeDate >= ADDDAYS(TODAY(), -30) AND amount > 2 * 3 AND owner = ME() AND TRUE"))
                .hasToString("And[parts=[Compare[path=closeDate, op=GE, value=2026-04-21], "
                        + "Compare[path=amount, op=GT, value=6], Compare[path=owner, op=EQ, value=usr_1]]]");
        assertThat(push("amount > 1 OR 1 = 1")).isEqualTo(new Predicate.All());
        assertThat(push("10 < amount"))
                .isEqualTo(new Predicate.Compare(Predicate.Path.of("amount"), Predicate.Op.GT, BigDecimal.TEN));
    }

    @Test
    void takesMoreFunctions() {
        FunctionLibrary library = FunctionLibrary.standard()
                .with(new Definitions(FunctionDefinition.Category.NUMBER)
                        .add(
                                "TWICE(number: number): number",
                                "两倍",
                                "Two times",
                                "TWICE(2) → 4",
                                Definitions.one((BigDecimal n) -> n.add(n)))
                        .toList()
                        .getFirst());
        Checked checked = Expressions.check("twice(amount)", vectors.scope(), Optional.empty(), library);
        assertThat(checked.compile().evaluate(vectors.context((tools.jackson.databind.JsonNode) null)))
                .hasToString("2401.00");
    }

    @Test
    void printsOnlyTheBracketsThatAreNeeded() {
        assertThat(print("((a) + (b * c)) * 'x\"y'")).isEqualTo("(a + b * c) * \"x\\\"y\"");
        assertThat(print("not (a and (b or c)) and d")).isEqualTo("NOT (a AND (b OR c)) AND d");
        assertThat(print("(a - (b - c)) ^ -2")).isEqualTo("(a - (b - c)) ^ (-2)");
    }

    private static String print(String source) {
        return Expressions.print(Expressions.parse(source).expr().orElseThrow());
    }

    private Checked check(String source) {
        return Expressions.check(source, vectors.scope(), Optional.empty());
    }

    private List<String> codes(String source) {
        return check(source).problems().stream().map(ExpressionProblem::code).toList();
    }

    private Predicate push(String source) {
        return check(source).pushdown(vectors.context(Map.of())).get();
    }
}
