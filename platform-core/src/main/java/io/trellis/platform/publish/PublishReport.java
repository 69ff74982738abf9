package io.trellis.platform.publish;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogDiff;
import java.util.List;
import java.util.Locale;

/**
 * What a publish does, or would do.
 *
 * @param dependants elements that name what changes or goes
 * @param failingRows records that would break the new definition; counted in a dry run only
 * @param problems why it is refused; empty when it is not
 */
public record PublishReport(
        List<Change> changes, List<String> dependants, FailingRows failingRows, List<Problem> problems) {
    public PublishReport {
        changes = List.copyOf(changes);
        dependants = List.copyOf(dependants);
        problems = List.copyOf(problems);
    }

    /**
     * @param action {@code add}, {@code change} or {@code remove}
     * @param former the address before a rename, else null
     */
    public record Change(String action, String element, String former) {
        static Change of(CatalogDiff.Change change) {
            return new Change(
                    change.action().name().toLowerCase(Locale.ROOT),
                    change.element(),
                    change.renamed() ? change.former() : null);
        }
    }

    /** @param sample ids of up to ten of them */
    public record FailingRows(long count, List<String> sample) {
        static final FailingRows NONE = new FailingRows(0, List.of());

        public FailingRows {
            sample = List.copyOf(sample);
        }
    }
}
