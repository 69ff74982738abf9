package io.trellis.rules.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.definition.DuplicateRuleDefinition.By;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken to be alike and what is not, by each way to compare. */
class LikenessTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COMPANY|上海市华联（集团）有限公司|上海华联集团股份有限公司",
                "COMPANY|深圳市腾讯计算机系统有限公司|深圳腾讯计算机系统有限责任公司",
                "COMPANY|Acme Co., Ltd.|ACME",
                "COMPANY|Acme Holdings Group Inc.|acme",
                "COMPANY|Müller GmbH|MÜLLER",
                "COMPANY|广东省广新有限公司|广东广新有限公司",
                "COMPANY|华为技术有限公司【中国】|华为技术有限公司(中国)",
                "PHONE|+86 138-0000-1111|13800001111",
                "PHONE|008613800001111|138 0000 1111",
                "PHONE|8613800001111|１３８００００１１１１",
                "PHONE|(010) 6552-9988|010-65529988 转 12",
                "PHONE|+86 10 65529988|010 65529988",
                "EMAIL|Li.Wei@Example.COM| li.wei@example.com ",
                "TEXT|Straße 5|STRASSE 5",
                "TEXT|ＡＢＣ－１２３|abc 123",
                "EXACT| A1 |A1",
            })
    void areAlike(By by, String one, String other) {
        assertThat(Likeness.of(by, one)).isNotNull().isEqualTo(Likeness.of(by, other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COMPANY|上海华联有限公司|北京华联有限公司",
                "COMPANY|Acme Foods|Acme Tools",
                "PHONE|13800001111|13800001112",
                "PHONE|+1 202 555 0100|+44 202 555 0100",
                "PHONE|+1 3800001111|13800001111",
                "EMAIL|a.b@example.com|ab@example.com",
                "TEXT|abc 12|abc 13",
                "EXACT|a1|A1",
            })
    void areNotAlike(By by, String one, String other) {
        assertThat(Likeness.of(by, one)).isNotEqualTo(Likeness.of(by, other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"PHONE|110", "PHONE|n/a", "TEXT|---", "EXACT|'   '", "COMPANY|（）", "EMAIL|''"})
    void thereIsNothingToCompare(By by, String value) {
        assertThat(Likeness.of(by, value)).isNull();
    }

    @Test
    void aNameThatIsNothingButALegalFormStays() {
        assertThat(Likeness.of(By.COMPANY, "Group Holdings")).isEqualTo("groupholdings");
        assertThat(Likeness.of(By.COMPANY, "集团公司")).isEqualTo("集团公司");
    }

    @Test
    void numbersAndDaysAreComparedByValue() {
        assertThat(Likeness.of(By.EXACT, new BigDecimal("1.50")))
                .isEqualTo(Likeness.of(By.EXACT, new BigDecimal("1.5")));
        assertThat(Likeness.of(By.EXACT, new BigDecimal("5"))).isEqualTo(Likeness.of(By.EXACT, 5L));
        assertThat(Likeness.of(By.EXACT, LocalDate.of(2026, 1, 2))).isEqualTo("2026-01-02");
        assertThat(Likeness.of(By.EXACT, null)).isNull();
    }
}
