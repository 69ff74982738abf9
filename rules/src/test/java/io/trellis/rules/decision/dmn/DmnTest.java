package io.trellis.rules.decision.dmn;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.Problem;
import io.trellis.metadata.decision.Table;
import io.trellis.metadata.decision.TableReader;
import io.trellis.metadata.definition.DecisionDefinition;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.rules.decision.DecisionTable;
import io.trellis.rules.decision.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as modellers export them, in and out again. */
class DmnTest {
    private static final EvaluationContext SURROUNDINGS =
            EvaluationContext.of(_ -> null, Instant.EPOCH, ZoneOffset.UTC, null, null);

    private static byte[] file(String name) throws IOException {
        try (InputStream in = DmnTest.class.getResourceAsStream("/dmn/" + name)) {
            return in.readAllBytes();
        }
    }

    private static DecisionDefinition read(byte[] file) {
        var problems = new ArrayList<Problem>();
        List<DecisionDefinition> read = DmnReader.read(file, null, problems::add);
        assertThat(problems).isEmpty();
        assertThat(read).hasSize(1);
        return read.getFirst();
    }

    private static Table table(DecisionDefinition definition) {
        var problems = new ArrayList<Problem>();
        var table = TableReader.read(definition, java.util.Optional.empty(), problems::add);
        assertThat(problems).isEmpty();
        return table.orElseThrow();
    }

    private static Outcome ask(DecisionDefinition definition, Object... inputs) {
        return DecisionTable.compile(table(definition)).evaluate(Arrays.asList(inputs), SURROUNDINGS);
    }

    @Test
    void aTableOfCamundaDecidesHereAsItDoesThere() throws IOException {
        DecisionDefinition fee = read(file("dish-camunda.dmn"));

        assertThat(fee.name()).isEqualTo("shippingFee");
        assertThat(fee.rows().getFirst().note()).isEqualTo("Nobody pays for large orders");
        LocalDate day = LocalDate.parse("2026-11-01");
        assertThat(ask(fee, new BigDecimal("500"), "plain", day).outputs())
                .isEqualTo(Map.of("fee", BigDecimal.ZERO, "reason", "free above 500"));
        assertThat((BigDecimal)
                        ask(fee, new BigDecimal("150"), "silver", day).outputs().get("fee"))
                .isEqualByComparingTo("1.5");
        assertThat((BigDecimal) ask(fee, new BigDecimal("150"), "silver", day.plusMonths(2))
                        .outputs()
                        .get("fee"))
                .isEqualByComparingTo("12.5");
        assertThat(ask(fee, null, "silver", day).matched()).isFalse();
    }

    @Test
    void aTableOfTrisotechDecidesHereAsItDoesThere() throws IOException {
        DecisionDefinition risk = read(file("risk-trisotech.dmn"));

        assertThat(risk.inputs())
                .extracting(DecisionDefinition.Input::name)
                .containsExactly("applicantAge", "medicalHistory");
        assertThat(risk.outputs().getFirst().values()).containsExactly("High", "Medium", "Low");
        assertThat(ask(risk, new BigDecimal("70"), "bad").outputs().values()).containsExactly("High");
        assertThat(ask(risk, new BigDecimal("70"), "good").outputs().values()).containsExactly("Medium");
        assertThat(ask(risk, new BigDecimal("25"), "good").outputs().values()).containsExactly("Low");
        assertThat(ask(risk, new BigDecimal("26"), "good").outputs().values()).containsExactly("Medium");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dish-camunda.dmn", "risk-trisotech.dmn"})
    void whatIsWrittenReadsAsTheSameTable(String name) throws IOException {
        DecisionDefinition first = read(file(name));
        var problems = new ArrayList<Problem>();

        byte[] written = DmnWriter.write(table(first), "en-US", problems::add);
        DecisionDefinition second = read(written);

        assertThat(problems).isEmpty();
        assertThat(second.inputs())
                .usingRecursiveComparison()
                .ignoringFields("label")
                .isEqualTo(first.inputs());
        assertThat(second.outputs())
                .usingRecursiveComparison()
                .ignoringFields("label")
                .isEqualTo(first.outputs());
        assertThat(second.rows()).isEqualTo(first.rows());
        assertThat(second.hitPolicy()).isEqualTo(first.hitPolicy());
        assertThat(DmnWriter.write(table(second), "en-US", problems::add)).isEqualTo(written);
    }

    private static List<Problem> problems(String from, String to) throws IOException {
        String text = new String(file("dish-camunda.dmn"), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        var problems = new ArrayList<Problem>();
        DmnReader.read(text.replace(from, to).getBytes(StandardCharsets.UTF_8), null, problems::add);
        return problems;
    }

    @Test
    void whatHasNoLikeIsRefusedWithItsPlace() throws IOException {
        Problem problem = problems("&lt; date(\"2026-12-01\")", "&lt; today() + duration(\"P1D\")")
                .getFirst();
        assertThat(problem.code()).isEqualTo("DMN_EXPRESSION");
        assertThat(problem.path()).isEqualTo("/shippingFee/rules/1/inputs/2");
        assertThat(problem.params())
                .containsEntry("decision", "Shipping fee")
                .containsEntry("rule", 2)
                .containsEntry("column", "Ordered on");
        assertThat(problems("total * 0.01", "for x in total return x")
                        .getFirst()
                        .path())
                .isEqualTo("/shippingFee/rules/1/outputs/0");
        assertThat(problems("typeRef=\"date\"", "typeRef=\"tMoney\"").getFirst().code())
                .isEqualTo("DMN_TYPE");
        assertThat(problems("<text>total</text>", "<text>total * 2</text>")
                        .getFirst()
                        .code())
                .isEqualTo("DMN_INPUT_EXPRESSION");
        assertThat(problems("<inputEntry id=\"UnaryTests_d\">", "<inputEntry expressionLanguage=\"groovy\">")
                        .getFirst()
                        .code())
                .isEqualTo("DMN_LANGUAGE");
        assertThat(problems("hitPolicy=\"FIRST\"", "hitPolicy=\"LAST\"")
                        .getFirst()
                        .code())
                .isEqualTo("DMN_HIT_POLICY");
        assertThat(problems("<decisionTable ", "<context ").getFirst().code()).isEqualTo("DMN_MALFORMED");
    }

    @Test
    void nothingOutsideTheFileIsReadAndNothingExpands() throws IOException {
        for (String attack : List.of(
                "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><definitions>&x;</definitions>",
                "<!DOCTYPE d SYSTEM \"http://127.0.0.1:1/x.dtd\"><definitions/>",
                "<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><definitions>&b;</definitions>",
                "<definitions>" + "<a>".repeat(1000) + "</a>".repeat(1000) + "</definitions>",
                "not xml",
                "")) {
            var problems = new ArrayList<Problem>();
            assertThat(DmnReader.read(attack.getBytes(StandardCharsets.UTF_8), null, problems::add))
                    .isEmpty();
            assertThat(problems).as(attack).extracting(Problem::code).containsExactly("DMN_MALFORMED");
        }
        var problems = new ArrayList<Problem>();
        DmnReader.read("<definitions/>".getBytes(StandardCharsets.UTF_8), null, problems::add);
        assertThat(problems).extracting(Problem::code).containsExactly("DMN_NOT_DMN");
    }
}
