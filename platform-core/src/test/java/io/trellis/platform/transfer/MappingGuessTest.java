package io.trellis.platform.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.platform.transfer.ImportSpec.ImportColumn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MappingGuessTest {
    private final Catalog catalog = TransferFixtures.catalog();

    private List<String> guess(String... headers) {
        List<ImportColumn> columns = new ArrayList<>();
        for (String header : headers) {
            columns.add(new ImportColumn(header, List.of(), null, null));
        }
        return new MappingGuess(catalog, catalog.getObject("visit"), TransferFixtures.actor())
                .guess(columns, false).stream()
                        .map(column -> column.field() == null
                                ? "-"
                                : column.field() + (column.matchBy() == null ? "" : ":" + column.matchBy()))
                        .toList();
    }

    @Test
    void knowsNamesAndLabelsInBothLanguages() {
        assertThat(guess("Name", "费用", "Done?", "at")).containsExactly("name", "cost", "done", "at");
    }

    @Test
    void looksThroughSpellingNotesAndTheObjectsOwnLabel() {
        assertThat(guess("*拜访主题", "费用（元）", "Visit Date", "完 成")).containsExactly("name", "cost", "day", "done");
    }

    @Test
    void knowsWhatPeopleCallThings() {
        assertThat(guess("标题", "联系电话", "Remarks", "负责人")).containsExactly("name", "phone", "note", "owner");
    }

    @Test
    void tellsByWhichFieldALinkIsNamed() {
        assertThat(guess("场所编号")).containsExactly("venue:code");
        assertThat(guess("Venue Name")).containsExactly("venue:name");
        assertThat(guess("venue_id")).containsExactly("venue:id");
        assertThat(guess("场所")).containsExactly("venue");
    }

    @Test
    void takesNumbersAndIdsOnlyWhereRowsAreToFindRecords() {
        List<ImportColumn> columns = List.of(
                new ImportColumn("id", List.of(), null, null), new ImportColumn("number", List.of(), null, null));
        MappingGuess guess = new MappingGuess(catalog, catalog.getObject("visit"), TransferFixtures.actor());
        assertThat(guess.guess(columns, true)).extracting(ImportColumn::field).containsExactly("id", "number");
        assertThat(guess.guess(columns, false)).extracting(ImportColumn::field).doesNotContain("id", "number");
    }

    @Test
    void givesNoFieldTwiceAndLeavesStrangersAlone() {
        assertThat(guess("name", "主题", "Zodiac sign", "_row", "_problem", "colour"))
                .containsExactly("name", "-", "-", "-", "-", "-");
    }
}
