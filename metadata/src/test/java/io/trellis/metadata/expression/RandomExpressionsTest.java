package io.trellis.metadata.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomExpressionsTest {
    private static final int CONDITIONS = 4_000;
    private static final int STRINGS = 10_000;
    private final Vectors vectors = Vectors.read();
    private final TypeScope scope = TypeScope.of(RandomExpressions.TYPES);

    @Test
    void evaluatorAndPredicateAgreeOnEveryRecord() {
        RandomExpressions random = new RandomExpressions(new Random(7));
        int pushed = 0;
        for (int i = 0; i < CONDITIONS; i++) {
            String source = random.condition(3);
            Checked checked = Expressions.checkCondition(source, scope);
            assertThat(checked.problems()).as(source).isEmpty();
            Evaluator evaluator = checked.compile();
            Optional<Predicate> predicate =
                    checked.pushdown(vectors.context(Map.of())).predicate();
            pushed += predicate.isPresent() ? 1 : 0;
            for (int j = 0; j < 10 && predicate.isPresent(); j++) {
                Map<String, Object> record = random.record();
                EvaluationContext context = vectors.context(record);
                assertThat(predicate.get().test(context::value))
                        .as("%s%nas %s%non %s", source, predicate.get(), record)
                        .isEqualTo(Boolean.TRUE.equals(evaluator.evaluate(context)));
            }
        }
        assertThat(pushed).as("conditions that could be pushed down").isGreaterThan(CONDITIONS / 2);
    }

    @Test
    void noStringMakesItThrow() {
        Random dice = new Random(11);
        RandomExpressions random = new RandomExpressions(dice);
        int fine = 0;
        for (int i = 0; i < STRINGS; i++) {
            String source = i % 3 == 0 ? random.expression(5) : mutated(random.expression(4), dice);
            Map<String, Object> record = random.record();
            int[] good = {0};
            assertThatCode(() -> {
                        Checked checked = Expressions.check(source, scope, Optional.empty());
                        if (checked.ok()) {
                            good[0] = 1;
                            checked.compile().evaluate(vectors.context(record));
                            if (checked.type() == Type.Simple.BOOLEAN) {
                                checked.pushdown(vectors.context(record));
                            }
                        }
                    })
                    .as(source)
                    .doesNotThrowAnyException();
            fine += good[0];
        }
        assertThat(fine).as("strings that were good expressions").isGreaterThan(STRINGS / 20);
    }

    @Test
    void whatIsPrintedReadsBackAsTheSameTree() {
        RandomExpressions random = new RandomExpressions(new Random(13));
        for (int i = 0; i < 3_000; i++) {
            String source = random.expression(5);
            Expressions.parse(source).expr().ifPresent(expr -> {
                String printed = Expressions.print(expr);
                Optional<Expr> again = Expressions.parse(printed).expr();
                assertThat(again).as("%s printed as %s", source, printed).isPresent();
                assertThat(shape(again.get()))
                        .as("%s printed as %s", source, printed)
                        .isEqualTo(shape(expr));
            });
        }
    }

    /** The tree without its ranges, fully bracketed. */
    private static String shape(Expr expr) {
        return switch (expr) {
            case Expr.Literal literal -> "<" + literal.value() + ">";
            case Expr.Name name -> name.path().toString();
            case Expr.Negate negate -> "(- " + shape(negate.operand()) + ")";
            case Expr.Not not -> "(not " + shape(not.operand()) + ")";
            case Expr.Binary b -> "(" + shape(b.left()) + b.operator() + shape(b.right()) + ")";
            case Expr.Logic logic ->
                (logic.and() ? "and" : "or")
                        + logic.parts().stream()
                                .map(RandomExpressionsTest::shape)
                                .toList();
            case Expr.In in ->
                "(" + shape(in.item()) + (in.negated() ? " not" : "") + " in "
                        + in.options().stream()
                                .map(RandomExpressionsTest::shape)
                                .toList() + ")";
            case Expr.Call call ->
                call.name()
                        + call.arguments().stream()
                                .map(RandomExpressionsTest::shape)
                                .toList();
        };
    }

    private static String mutated(String source, Random dice) {
        StringBuilder text = new StringBuilder(source);
        for (int i = dice.nextInt(4); i >= 0; i--) {
            int at = dice.nextInt(text.length() + 1);
            switch (dice.nextInt(4)) {
                case 0 -> text.insert(at, (char) dice.nextInt(0x250));
                case 1 -> text.insert(at, "()\"'+-*/^&=<>,.\\ ANDINNOT1".charAt(dice.nextInt(26)));
                case 2 -> text.delete(at, Math.min(text.length(), at + dice.nextInt(5)));
                default -> text.insert(at, text.substring(Math.min(at, text.length())));
            }
        }
        return text.toString();
    }
}
