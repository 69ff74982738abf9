package io.trellis.metadata.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {
    private static final List<String> ATOMS =
            List.of("a", "b", ".", "[ab]", "[^a]", "\\d", "\\w", "(a|b)", "(?:ab|c)", "(a)");
    private static final List<String> REPEATS =
            List.of("", "", "", "*", "+", "?", "*?", "+?", "{2}", "{1,3}", "{0,2}?");

    /** The JDK goes back where this walks on; what both find must be the same. */
    @Test
    void findsWhatTheJdkFinds() throws Regex.Invalid {
        Random dice = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            String pattern = pattern(dice, 3);
            StringBuilder text = new StringBuilder();
            for (int n = dice.nextInt(12); n > 0; n--) {
                text.append("abc1 ".charAt(dice.nextInt(5)));
            }
            Matcher matcher = Pattern.compile(pattern).matcher(text);
            int[] found = Regex.compile(pattern).over(text.toString()).find(0);
            boolean matches = matcher.find();
            assertThat(found != null).as("%s in %s", pattern, text).isEqualTo(matches);
            if (matches) {
                assertThat(new int[] {found[0], found[1]})
                        .as("%s in %s", pattern, text)
                        .containsExactly(matcher.start(), matcher.end());
            }
        }
    }

    private static String pattern(Random dice, int parts) {
        StringBuilder pattern = new StringBuilder(dice.nextInt(8) == 0 ? "^" : "");
        for (int i = 1 + dice.nextInt(parts); i > 0; i--) {
            pattern.append(ATOMS.get(dice.nextInt(ATOMS.size()))).append(REPEATS.get(dice.nextInt(REPEATS.size())));
            if (i > 1 && dice.nextInt(5) == 0) {
                pattern.append('|');
            }
        }
        return pattern.append(dice.nextInt(8) == 0 ? "$" : "").toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a*)*b", "(a+)+$", "(a|aa)+$", "(.*a){20}", "(a|a?)+b", "a*a*a*a*a*a*b", "(x+x+)+y"})
    void noPatternRunsAway(String pattern) {
        String source = "REGEXMATCH(REPT(\"a\", 20000), " + Expressions.quote(pattern) + ")";
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> FunctionsTest.evaluate(source));
    }

    @Test
    void manyMatchesRunNoFurtherThanTheyMay() {
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThat(
                        FunctionsTest.evaluate("REGEXCOUNT(REPT(\"a\", 20000), \"a(.*b)?\")"))
                .isNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "a)",
                "[a",
                "*a",
                "a**",
                "a{2",
                "a{3,1}",
                "a{1000}",
                "\\q",
                "(?=a)",
                "[z-a]",
                "((a{99}){99}){99}",
                "\\"
            })
    void saysWhatIsWrongWithAPattern(String pattern) {
        assertThatThrownBy(() -> Regex.compile(pattern)).isInstanceOf(Regex.Invalid.class);
        Checked checked = Expressions.check(
                "REGEXMATCH(\"a\", " + Expressions.quote(pattern) + ")", TypeScope.empty(), java.util.Optional.empty());
        assertThat(checked.problems()).extracting(ExpressionProblem::code).containsExactly("INVALID_PATTERN");
    }
}
