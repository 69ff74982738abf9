package io.trellis.platform.transfer.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvWriterTest {
    private static String written(Object... cells) throws IOException {
        var out = new ByteArrayOutputStream();
        try (TableWriter writer = TableWriter.csvContinued(out)) {
            writer.row(Arrays.asList(cells));
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void startsWithTheMarkThatExcelNeeds() throws IOException {
        var out = new ByteArrayOutputStream();
        try (TableWriter writer = TableWriter.csv(out)) {
            writer.row(List.of("名称"));
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\uFEFF名称\r\n");
    }

    @Test
    void quotesWhatWouldBreakTheRow() throws IOException {
        assertThat(written("a,b", "say \"x\"", "one\ntwo", "plain", null, 5L, new BigDecimal("1E+3")))
                .isEqualTo("\"a,b\",\"say \"\"x\"\"\",\"one\ntwo\",plain,,5,1000\r\n");
    }

    @Test
    void keepsSpreadsheetsFromRunningTexts() throws IOException {
        assertThat(written("=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd", " =x", "\t=x"))
                .isEqualTo("'=1+1,'@SUM(A1),'+cmd|' /C calc'!A0,'-2+3+cmd,\"' =x\",\"'\t=x\"\r\n"
                        .replace("\"' =x\"", "' =x"));
    }

    @Test
    void leavesNumbersAndPhonesAlone() throws IOException {
        assertThat(written("-12.5", "+86 138-1234-5678", "-5%", "-")).isEqualTo("-12.5,+86 138-1234-5678,-5%,-\r\n");
    }
}
