package io.trellis.metadata.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.expression.TypeScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpressionPlaceTest {
    private static final TypeScope SCOPE = TypeScope.of(Map.of(
            "amount", Type.Simple.NUMBER,
            "day", Type.Simple.DATE,
            "moment", Type.Simple.DATETIME,
            "account", new Type.Link(List.of("account")),
            "account.name", Type.Simple.TEXT,
            "a.b.c.d.e.f.g", Type.Simple.NUMBER));

    private static List<String> problems(ExpressionPlace place, String source) {
        return place.check(Expressions.check(source, SCOPE, Optional.empty())).stream()
                .map(problem ->
                        problem.code() + " " + source.substring(problem.offset(), problem.offset() + problem.length())
                                + " in line " + problem.line())
                .toList();
    }

    @Test
    void formulasMayReadTheDayButNotTheMoment() {
        assertThat(problems(ExpressionPlace.FORMULA, "TODAY() > day")).isEmpty();
        assertThat(problems(ExpressionPlace.FORMULA, "amount > 1\nAND now() > moment"))
                .containsExactly("FORMULA_NOT_STEADY now in line 2");
    }

    @Test
    void formulasFollowFiveLinksAndNoMore() {
        assertThat(problems(ExpressionPlace.FORMULA, "UPPER(account.name)")).isEmpty();
        assertThat(problems(ExpressionPlace.FORMULA, "1 + a.b.c.d.e.f.g"))
                .containsExactly("FORMULA_PATH_TOO_LONG a.b.c.d.e.f.g in line 1");
    }

    @Test
    void defaultsReadTheRecordItselfAtAnyMoment() {
        assertThat(problems(ExpressionPlace.DEFAULT, "NOW()")).isEmpty();
        assertThat(problems(ExpressionPlace.DEFAULT, "account.name & account.name"))
                .containsExactly(
                        "FORMULA_NOT_LOCAL account.name in line 1", "FORMULA_NOT_LOCAL account.name in line 1");
    }

    @Test
    void filtersOfRollUpsAreLocalSteadyAndForAStore() {
        assertThat(problems(ExpressionPlace.ROLLUP_FILTER, "amount > 10 AND day <= TODAY()"))
                .isEmpty();
        assertThat(problems(ExpressionPlace.ROLLUP_FILTER, "amount * 2 > 10"))
                .singleElement()
                .asString()
                .startsWith("NOT_FILTERABLE");
        assertThat(problems(ExpressionPlace.ROLLUP_FILTER, "account.name = 'x' AND moment < NOW()"))
                .containsExactly("ROLLUP_NOT_LOCAL account.name in line 1", "ROLLUP_NOT_STEADY NOW in line 1");
    }

    @Test
    void scoresDoNotEvenReadTheDay() {
        assertThat(problems(ExpressionPlace.SCORE, "YEAR(day)")).isEmpty();
        assertThat(problems(ExpressionPlace.SCORE, "YEAR(TODAY())"))
                .containsExactly("FORMULA_NOT_STEADY TODAY in line 1");
    }

    @Test
    void saysNothingMoreOfWhatIsWrongAnyway() {
        assertThat(problems(ExpressionPlace.FORMULA, "NOW( > nothing")).isEmpty();
    }
}
