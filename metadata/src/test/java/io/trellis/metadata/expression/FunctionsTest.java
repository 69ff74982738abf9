package io.trellis.metadata.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.expression.FunctionDefinition.Nulls;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every function does what its own definition says. */
class FunctionsTest {
    /** The examples are read on the morning of 21 May 2026 in Shanghai. */
    static final EvaluationContext MORNING = EvaluationContext.of(
            _ -> null, Instant.parse("2026-05-20T23:00:00Z"), ZoneId.of("Asia/Shanghai"), "usr_1", "dep_1");

    static final TypeScope SCOPE = TypeScope.empty().withBefore();

    @TestFactory
    Stream<DynamicTest> everyExampleGivesWhatItSays() {
        return FunctionLibrary.standard().list().stream().flatMap(function -> function.examples().stream()
                .map(example -> DynamicTest.dynamicTest(example.expression(), () -> {
                    assertThat(example.expression().toUpperCase(Locale.ROOT)).contains(function.name() + "(");
                    assertThat(said(evaluate(example.expression()))).isEqualTo(example.result());
                })));
    }

    /** Each argument of each first example is left empty in turn. */
    @TestFactory
    Stream<DynamicTest> emptyArgumentsDoWhatTheRuleSays() {
        return FunctionLibrary.standard().list().stream()
                .filter(function -> function.nulls() != Nulls.OWN)
                .flatMap(function -> emptied(function).stream()
                        .map(source -> DynamicTest.dynamicTest(source, () -> {
                            Object value = evaluate(source);
                            switch (function.nulls()) {
                                case STRICT -> assertThat(value).isNull();
                                case FALSE -> assertThat(value).isEqualTo(false);
                                case EMPTY_TEXT -> assertThat(value).isInstanceOf(String.class);
                                case SKIPPED, OWN -> {}
                            }
                        })));
    }

    private static List<String> emptied(FunctionDefinition function) {
        Expr root = Expressions.parse(function.examples().getFirst().expression())
                .expr()
                .orElseThrow();
        List<String> sources = new ArrayList<>();
        if (root instanceof Expr.Call call && call.name().equals(function.name())) {
            for (int empty = 0; empty < call.arguments().size(); empty++) {
                List<Expr> arguments = new ArrayList<>(call.arguments());
                arguments.set(empty, new Expr.Literal(null, call.range()));
                sources.add(Expressions.print(new Expr.Call(call.name(), arguments, call.nameRange(), call.range())));
            }
        }
        return sources;
    }

    @Test
    void everyFunctionHasItsOwnNameInItsSignature() {
        assertThat(FunctionLibrary.standard().list()).allSatisfy(function -> {
            assertThat(function.signature().text()).startsWith(function.name() + "(");
            assertThat(function.help().values()).doesNotContain("");
        });
    }

    static Object evaluate(String source) {
        Checked checked = Expressions.check(source, SCOPE, Optional.empty());
        assertThat(checked.problems()).as(source).isEmpty();
        return checked.compile().evaluate(MORNING);
    }

    static String said(Object value) {
        return value == null ? "NULL" : Texts.of(value, MORNING);
    }
}
