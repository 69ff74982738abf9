package io.trellis.rules.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.Problem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTableTest {
    /** Three rows of which an order of 7 hits the first two and one of 20 the last two. */
    private static DecisionTable bands(String policy) {
        return Tables.compiled("""
                name: bands
                hitPolicy: %s
                inputs: [{name: amount, type: number}]
                outputs: [{name: grade, type: text, values: [high, middle, low]}]
                rows:
                - {when: ["< 10"], then: ['"low"']}
                - {when: ["[5..20]"], then: ['"high"']}
                - {when: [">= 20"], then: ['"middle"']}
                """.formatted(policy));
    }

    private static Outcome ask(DecisionTable table, Object... inputs) {
        return table.evaluate(Arrays.asList(inputs), Tables.SURROUNDINGS);
    }

    private static BigDecimal number(String digits) {
        return new BigDecimal(digits);
    }

    private static List<Object> grades(Outcome outcome) {
        return outcome.results().stream().map(one -> one.get("grade")).toList();
    }

    @Test
    void uniqueTakesTheOnlyRowAndRefusesTwo() {
        assertThat(grades(ask(bands("unique"), number("3")))).containsExactly("low");
        Outcome two = ask(bands("unique"), number("7"));
        assertThat(two.results()).isEmpty();
        assertThat(two.problems()).containsExactly(Problem.of("DECISION_NOT_UNIQUE", "", "rows", List.of(1, 2)));
    }

    @Test
    void firstTakesTheFirstRowAndTestsNoFurther() {
        Outcome outcome = ask(bands("first"), number("7"));
        assertThat(grades(outcome)).containsExactly("low");
        assertThat(outcome.trace().failed()).containsExactly(-1);
    }

    @Test
    void priorityTakesTheMostImportantValue() {
        Outcome outcome = ask(bands("priority"), number("7"));
        assertThat(grades(outcome)).containsExactly("high");
        assertThat(outcome.trace().hits()).containsExactly(1);
    }

    @Test
    void anyRefusesRowsThatDisagree() {
        assertThat(grades(ask(bands("any"), number("25")))).containsExactly("middle");
        assertThat(ask(bands("any"), number("20")).problems())
                .containsExactly(Problem.of("DECISION_NOT_AGREED", "", "rows", List.of(2, 3)));
    }

    @Test
    void severalResultsComeInTheOrderOfRowsOrOfImportance() {
        assertThat(grades(ask(bands("ruleOrder"), number("7")))).containsExactly("low", "high");
        assertThat(grades(ask(bands("collect"), number("20")))).containsExactly("high", "middle");
        Outcome outcome = ask(bands("outputOrder"), number("7"));
        assertThat(grades(outcome)).containsExactly("high", "low");
        assertThat(outcome.trace().hits()).containsExactly(1, 0);
    }

    @ParameterizedTest
    @CsvSource({"sum,7,0.3", "min,7,0.1", "max,7,0.2", "count,7,2", "sum,30,", "count,30,0"})
    void collectPutsValuesTogetherExactly(String aggregation, String amount, String expected) {
        DecisionTable table = Tables.compiled("""
                name: fees
                hitPolicy: collect
                aggregation: %s
                inputs: [{name: amount, type: number}]
                outputs: [{name: fee, type: number}]
                rows:
                - {when: ["< 10"], then: [0.1]}
                - {when: ["[5..20]"], then: [0.2]}
                - {when: ["< 8"], then: [null]}
                """.formatted(aggregation));
        Object fee = ask(table, number(amount)).outputs().get("fee");
        if (expected == null) {
            assertThat(fee).isNull();
        } else {
            assertThat((BigDecimal) fee).isEqualByComparingTo(expected);
        }
    }

    @Test
    void theDefaultHoldsWhereNoRowHits() {
        DecisionTable table = Tables.compiled("""
                name: d
                inputs: [{name: amount, type: number}]
                outputs: [{name: fee, type: number, default: 5}, {name: why, type: text}]
                rows: [{when: ["< 10"], then: [1, '"small"']}]
                """);
        Outcome outcome = ask(table, number("11"));
        assertThat(outcome.matched()).isFalse();
        assertThat(outcome.outputs()).containsEntry("fee", number("5")).containsEntry("why", null);
        assertThat(ask(bands("unique"), new Object[] {null}).results()).isEmpty();
    }

    @Test
    void aValueThatIsNotAllowedIsTold() {
        DecisionTable table = Tables.compiled("""
                name: d
                inputs: [{name: word, type: text}]
                outputs: [{name: level, type: number, values: [1, 2]}]
                rows: [{when: ["-"], then: ["LEN(word)"]}]
                """);
        assertThat(ask(table, "ab").outputs()).isEqualTo(Map.of("level", number("2")));
        assertThat(ask(table, "abc").problems())
                .extracting(Problem::code, Problem::path)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("DECISION_OUTPUT_NOT_ALLOWED", "/rows/0/then/0"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    number  | -                        | 5          | true
                    number  | 5                        | 5.00       | true
                    number  | 1, 2, 3                  | 3          | true
                    number  | 1, 2, 3                  | 4          | false
                    number  | not(1, 2)                | 3          | true
                    number  | not([1..3), > 7)         | 3          | true
                    number  | not([1..3), > 7)         | 2.99       | false
                    number  | -5                       | -5         | true
                    number  | < -1                     | -2         | true
                    number  | (1..5)                   | 1          | false
                    number  | ]1..5[                   | 5          | false
                    number  | ]1..5]                   | 5          | true
                    number  | [1..5[                   | 1          | true
                    number  | [0...5]                  | 0.5        | true
                    number  | (1+1)                    | 2          | true
                    number  | (1+1), (2..3]            | 3          | true
                    number  | [MIN(3,2)..MAX(4,5)]     | 4.5        | true
                    number  | > limit                  | 11         | true
                    number  | > limit                  | 10         | false
                    number  | it > 3 AND it < limit    | 9          | true
                    number  | [limit..limit * 2]       | 20         | true
                    number  | NULL                     |            | true
                    number  | not(NULL)                |            | false
                    number  | < 5                      |            | false
                    number  | <> 5                     |            | true
                    text    | "a", 'b'                 | b          | true
                    text    | "a,b"                    | a,b        | true
                    text    | not("a..b", "(")         | (          | false
                    text    | "[", "]"                 | ]          | true
                    text    | STARTSWITH(it, "tr")     | trellis    | true
                    text    | "b"                      | B          | false
                    text    | >= "m"                   | n          | true
                    boolean | TRUE                     | true       | true
                    boolean | FALSE                    | true       | false
                    boolean | limit > 5                | false      | true
                    boolean | not(TRUE)                | false      | true
                    date    | < "2026-02-01"           | 2026-01-31 | true
                    date    | [DATE(2026,1,1)..DATE(2026,12,31)] | 2026-12-31 | true
                    date    | > TODAY() - 1            | 2026-06-01 | true
                    list    | "a"                      | a          | true
                    list    | not("a", "b")            | c          | true
                    """)
    void cells(String type, String cell, String value, boolean expected) {
        DecisionTable table = Tables.compiled("""
                name: d
                inputs: [{name: it, type: %s}, {name: limit, type: number}]
                outputs: [{name: hit, type: boolean}]
                rows: [{when: [%s, "-"], then: [true]}]
                """.formatted(type, "'" + cell.replace("'", "''") + "'"));
        assertThat(ask(table, value(type, value), BigDecimal.TEN).matched()).isEqualTo(expected);
    }

    private static Object value(String type, String text) {
        if (text == null) {
            return null;
        }
        return switch (type) {
            case "number" -> number(text);
            case "boolean" -> Boolean.valueOf(text);
            case "date" -> LocalDate.parse(text);
            case "list" -> List.of(text, "x");
            default -> text;
        };
    }
}
