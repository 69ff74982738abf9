package io.trellis.platform.search.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.platform.search.engine.SearchDocument;
import io.trellis.platform.search.engine.SearchIndex;
import io.trellis.platform.search.engine.SearchIndex.Removal;
import io.trellis.platform.search.engine.SearchIndexContract;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The engine that nodes share, against a real server. */
class ElasticsearchIndexTest extends SearchIndexContract {
    private final String installation = "test-" + Long.toString(System.nanoTime(), 36);

    @Override
    protected SearchIndex open() {
        return new ElasticsearchIndex(
                Connection.open(ElasticsearchProcess.shared().url()), installation);
    }

    private static SearchDocument version(SearchDocument document, long version) {
        return new SearchDocument(
                document.partition(),
                document.id(),
                version,
                document.created(),
                document.terms(),
                document.print(),
                document.texts());
    }

    /** Between nodes no lock decides which write is the later one. */
    @Test
    void anOlderVersionThatComesLateChangesNothing() {
        SearchDocument old = document(partition, "a", 0, Set.of(), "before", null);
        index.write(List.of(version(document(partition, "a", 0, Set.of(), "after", null), 3)), List.of(), -1);
        index.write(List.of(version(old, 2)), List.of(), -1);
        index.write(List.of(), List.of(new Removal(partition, "b", 5)), -1);
        index.write(List.of(version(document(partition, "b", 0, Set.of(), "gone", null), 4)), List.of(), -1);
        index.flush();
        assertThat(find("after")).containsExactly("a");
        assertThat(find("before")).isEmpty();
        assertThat(find("gone")).isEmpty();
    }

    @Test
    void whatOneNodeNotesAnotherKnows() {
        try (SearchIndex other = open()) {
            index.note(Map.of("t/one", "1"));
            index.write(List.of(document(partition, "a", 0, Set.of(), "row", null)), List.of(), 9);
            other.note(Map.of("t/two", "2"));
            index.flush();
            long until = System.nanoTime() + 30_000_000_000L;
            while (other.view().position() < 9 && System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            assertThat(other.view().position()).isEqualTo(9);
            assertThat(other.view().notes()).containsOnly(Map.entry("t/one", "1"), Map.entry("t/two", "2"));
            assertThat(other.count(partition)).isEqualTo(1);
        }
    }

    @Test
    void anIndexThatSomebodyDeletedIsAnEmptyOne() throws Exception {
        put("a", "row");
        index.note(Map.of("installation", "x"));
        index.flush();
        try (var client = Connection.open(ElasticsearchProcess.shared().url()).connect()) {
            client.indices().delete(delete -> delete.index("trellis-" + installation + "-v" + Layout.VERSION));
        }
        assertThatThrownBy(() -> find("row")).isInstanceOf(SearchIndex.Unavailable.class);
        assertThat(find("row")).isEmpty();
        assertThat(index.view().notes()).isEmpty();
    }

    @Test
    void anEngineThatIsNotThereIsSaidToBeUnavailable() {
        try (var nowhere = new ElasticsearchIndex(Connection.open("http://127.0.0.1:1"), "x")) {
            assertThatThrownBy(nowhere::view)
                    .isInstanceOf(SearchIndex.Unavailable.class)
                    .hasMessageContaining("can't be reached");
        }
    }
}
