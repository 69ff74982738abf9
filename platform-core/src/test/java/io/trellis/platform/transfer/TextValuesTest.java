package io.trellis.platform.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.catalog.CatalogField;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextValuesTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static Object read(String field, String text) {
        CatalogField found =
                TransferFixtures.catalog().getObject("visit").findField(field).orElseThrow();
        return TextValues.read(found, text, SHANGHAI);
    }

    @ParameterizedTest
    @CsvSource({
        "2026/1/31, 2026-01-31",
        "2026-1-31, 2026-01-31",
        "2026年1月31日, 2026-01-31",
        "２０２６／１／３１, 2026-01-31",
        "1/31/2026, 2026-01-31",
        "31/1/2026, 2026-01-31",
        "31.1.2026, 2026-01-31",
        "20260131, 2026-01-31",
        "31-Jan-2026, 2026-01-31",
        "'January 31, 2026', 2026-01-31",
        "2026-01-31 08:30:00, 2026-01-31",
        "46053, 2026-01-31",
    })
    void readsDatesAsPeopleWriteThem(String text, String day) {
        assertThat(read("day", text)).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({"2026/2/30", "soon", "13/13/2026", "2026", "99999999"})
    void handsOnWhatIsNoDate(String text) {
        assertThat(read("day", text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "2026/1/31 8:00, 2026-01-31T00:00:00Z",
        "2026年1月31日 下午3:20, 2026-01-31T07:20:00Z",
        "2026-01-31T08:00:00+02:00, 2026-01-31T06:00:00Z",
        "1/31/2026 3:20 PM, 2026-01-31T07:20:00Z",
        "2026-01-31, 2026-01-30T16:00:00Z",
    })
    void readsMomentsInTheReadersZone(String text, String moment) {
        assertThat(read("at", text)).isEqualTo(moment);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,234.50|1234.50",
                "￥1,234.50|1234.50",
                "$ 99|99",
                "1234元|1234",
                "(300)|-300",
                "-¥5|-5",
                "3.5万|35000",
                "12%|0.12",
                "1.234,56|1234.56",
                "１２３|123",
            })
    void readsNumbersWithTheirDecoration(String text, String number) {
        assertThat((BigDecimal) read("cost", text)).isEqualByComparingTo(number);
    }

    @Test
    void takesAPercentageAsItIsInAPercentField() {
        assertThat((BigDecimal) read("rate", "12%")).isEqualByComparingTo("12");
        assertThat(read("cost", "1,2,3")).isEqualTo("1,2,3");
    }

    @Test
    void readsYesAndNoInBothLanguages() {
        for (String yes : List.of("是", "TRUE", "yes", "Y", "1", "√")) {
            assertThat(read("done", yes)).as(yes).isEqualTo(true);
        }
        for (String no : List.of("否", "False", "no", "N", "0", "×")) {
            assertThat(read("done", no)).as(no).isEqualTo(false);
        }
        assertThat(read("done", "vielleicht")).isEqualTo("vielleicht");
    }

    @Test
    void splitsSeveralValues() {
        assertThat(read("tags", "a; b，c、d")).isEqualTo(List.of("a", "b", "c", "d"));
    }

    @Test
    void readsGroupsFromJsonAndTakesOffTheGuardOfErrorFiles() {
        assertThat(read("place", "{\"lat\": 1, \"lng\": 2}")).isInstanceOf(Map.class);
        assertThat(read("name", "'=1+1")).isEqualTo("=1+1");
    }
}
