package io.trellis.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shared case on the server's side; the browser's tests run the same file. */
class VectorsTest {
    static List<Vectors.Case> cases() {
        return Vectors.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatTheCaseExpects(Vectors.Case one) {
        assertThat(Vectors.form(one.rules().evaluate(one.situation()))).isEqualTo(one.expected());
    }

    @Test
    void writingSaysTheSameOnceDefaultsAreIn() {
        for (Vectors.Case one : cases()) {
            if (one.situation().creating()) {
                one.rules()
                        .defaults(one.situation())
                        .forEach((field, value) -> one.situation().after().put(field, value));
            }
            assertThat(one.rules().check(one.situation()).violations())
                    .as(one.name())
                    .isEqualTo(one.rules().evaluate(one.situation()).violations());
        }
    }

    @Test
    void thereAreEnoughCases() {
        assertThat(Vectors.cases()).hasSizeGreaterThanOrEqualTo(50);
    }
}
