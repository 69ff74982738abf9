package io.trellis.platform.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowIdsTest {
    private final RowIds ids = new RowIds("imp_01J8XK5W3ZQ4R9T2V7B6N5M4P3", "vis");

    @Test
    void looksLikeAnyOtherId() {
        assertThat(ids.id(0)).matches("vis_01J8XK5W3Z[0-9A-HJKMNP-TV-Z]{16}");
    }

    @Test
    void isTheSameForTheSameRowAndGrowsWithTheRows() {
        assertThat(ids.id(77)).isEqualTo(new RowIds("imp_01J8XK5W3ZQ4R9T2V7B6N5M4P3", "vis").id(77));
        var sorted = new TreeSet<>(LongStream.of(0, 1, 31, 32, 1000, 1_000_000, 99_999_999)
                .mapToObj(ids::id)
                .toList());
        assertThat(sorted).hasSize(7);
        assertThat(sorted.first()).isEqualTo(ids.id(0));
        assertThat(sorted.last()).isEqualTo(ids.id(99_999_999));
    }

    @Test
    void differsBetweenImports() {
        assertThat(new RowIds("imp_01J8XK5W3ZQ4R9T2V7B6N5M4P4", "vis").id(0)).isNotEqualTo(ids.id(0));
    }
}
