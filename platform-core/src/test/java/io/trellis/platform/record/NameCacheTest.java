package io.trellis.platform.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.platform.record.NameCache.Entry;
import org.junit.jupiter.api.Test;

class NameCacheTest {
    private final NameCache cache = new NameCache(Catalog.EMPTY);

    private static Entry entry(long version, String name) {
        return new Entry("a", "thing", version, name, name.getBytes(), null, null, null, true);
    }

    private String name() {
        Entry found = cache.find("a");
        return found == null ? null : found.text();
    }

    @Test
    void whatAnotherNodeHasWrittenIsReadAgain() {
        cache.put(entry(1, "old"));
        cache.outdate("a", 2);
        assertThat(name()).isNull();
        cache.put(entry(2, "new"));
        assertThat(name()).isEqualTo("new");
    }

    @Test
    void aReaderWhoComesLateDoesNotBringBackWhatIsOutdated() {
        cache.outdate("a", 2);
        cache.put(entry(1, "old"));
        assertThat(name()).isNull();
    }

    @Test
    void whatThisNodeKnowsAlreadyIsNoNews() {
        cache.put(entry(3, "newest"));
        cache.outdate("a", 2);
        cache.outdate("a", 3);
        assertThat(name()).isEqualTo("newest");
    }
}
