package io.trellis.platform.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.platform.search.engine.SearchIndex;
import io.trellis.platform.search.engine.SearchIndexContract;
import io.trellis.platform.search.engine.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The embedded engine, and what may happen to its folder. */
class LuceneIndexTest extends SearchIndexContract {
    @TempDir
    Path folder;

    @Override
    protected SearchIndex open() {
        return LuceneIndex.open(folder);
    }

    /** The list of segments, a segment's documents, a segment's description. */
    @ParameterizedTest
    @ValueSource(strings = {"segments_", ".cfs", ".si"})
    void aFolderThatCantBeReadIsBegunAnew(String damaged) throws IOException {
        put("a", "row");
        index.note(Map.of("installation", "x"));
        index.close();
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.filter(each -> each.getFileName().toString().contains(damaged))
                    .findFirst()
                    .orElseThrow();
            Files.write(file, "no index".getBytes(StandardCharsets.US_ASCII));
        }
        index = open();
        assertThat(index.view()).isEqualTo(new View(0, Map.of()));
        put("b", "row");
        index.flush();
        assertThat(find("row")).containsExactly("b");
    }

    /** What it does not have just so must be written, or would never be found. */
    @Test
    void holdsOnlyWhatWasWrittenLast() {
        String before = document(partition, "a", 0, Set.of(), "before", null).print();
        String after = document(partition, "a", 0, Set.of(), "after", null).print();
        assertThat(index.holds(partition, "a", before)).isFalse();
        put("a", "before");
        assertThat(index.holds(partition, "a", before)).isTrue();
        assertThat(index.holds("another", "a", before)).isFalse();
        index.flush();
        assertThat(index.holds(partition, "a", before)).isTrue();
        put("a", "after");
        assertThat(index.holds(partition, "a", before)).isFalse();
        assertThat(index.holds(partition, "a", after)).isTrue();
        index.close();
        index = open();
        assertThat(index.holds(partition, "a", before)).isFalse();
        assertThat(index.holds(partition, "a", after)).isTrue();
        index.write(List.of(), List.of(new SearchIndex.Removal(partition, "a", 2)), -1);
        assertThat(index.holds(partition, "a", after)).isFalse();
        index.flush();
        assertThat(index.holds(partition, "a", after)).isFalse();
        put("a", "after");
        index.drop(Set.of(partition));
        assertThat(index.holds(partition, "a", after)).isFalse();
        put("a", "after");
        index.reset(1, Map.of());
        assertThat(index.holds(partition, "a", after)).isFalse();
    }

    @Test
    void twoProcessesCantShareAFolder() {
        assertThatThrownBy(() -> LuceneIndex.open(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TRELLIS_HOME");
    }
}
