package io.trellis.platform.store;

import io.trellis.metadata.expression.Predicate;
import java.util.List;

/**
 * A list of records. Sorting by id is always added last, so that an order is total and a page boundary unambiguous.
 *
 * @param filter paths may step through links ({@code account.industry}); behind a link, a deleted record reads as none
 * @param sort empty means newest id first
 * @param after cursor a former page gave, or null; excludes {@code offset}
 * @param offset records to skip
 * @param size most records to return; 1 to 10,000
 * @param deleted false: live records; true: only the recycle bin
 */
public record RecordQuery(Predicate filter, List<Sort> sort, String after, int offset, int size, boolean deleted) {
    public RecordQuery {
        sort = List.copyOf(sort);
    }

    public static RecordQuery of(Predicate filter, int size) {
        return new RecordQuery(filter, List.of(), null, 0, size, false);
    }

    /** Nulls come first ascending and last descending. */
    public record Sort(Predicate.Path path, boolean descending) {}

    /**
     * @param next cursor of the page after this one, or null on the last
     */
    public record Page(List<StoredRecord> records, String next) {}
}
