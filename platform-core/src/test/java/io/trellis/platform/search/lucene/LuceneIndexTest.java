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
import java.util.Map;
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

    @Test
    void twoProcessesCantShareAFolder() {
        assertThatThrownBy(() -> LuceneIndex.open(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TRELLIS_HOME");
    }
}
