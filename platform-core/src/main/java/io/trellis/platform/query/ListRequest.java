package io.trellis.platform.query;

import java.time.Instant;
import java.util.List;

/**
 * A list as it is asked for. Nothing in it has been checked yet.
 *
 * @param filter in the expression language; null or blank for all
 * @param q text that one of the object's search fields must contain; null or blank for no search
 * @param sort field names, {@code -amount} for descending; empty for the newest first
 * @param fields own fields and dotted paths ({@code account.industry}) to return; empty for every readable field
 * @param page from 1; ignored with {@code after}
 * @param size records a page, 1 to {@link #MAX_SIZE}
 * @param count whether the total is wanted
 * @param after cursor that a former page gave, or null
 * @param deleted true asks for the recycle bin
 * @param asOf the moment the list is asked of; null for now
 */
public record ListRequest(
        String filter,
        String q,
        List<String> sort,
        List<String> fields,
        int page,
        int size,
        boolean count,
        String after,
        boolean deleted,
        Instant asOf) {
    public static final int DEFAULT_SIZE = 50;
    public static final int MAX_SIZE = 200;

    public ListRequest {
        sort = List.copyOf(sort);
        fields = List.copyOf(fields);
    }

    /** A list as it is now. */
    public ListRequest(
            String filter,
            String q,
            List<String> sort,
            List<String> fields,
            int page,
            int size,
            boolean count,
            String after,
            boolean deleted) {
        this(filter, q, sort, fields, page, size, count, after, deleted, null);
    }

    /** The first page of what fits a filter. */
    public static ListRequest of(String filter, int size) {
        return new ListRequest(filter, null, List.of(), List.of(), 1, size, false, null, false);
    }

    public ListRequest sortedBy(String... names) {
        return new ListRequest(filter, q, List.of(names), fields, page, size, count, after, deleted, asOf);
    }

    public ListRequest withFields(List<String> names) {
        return new ListRequest(filter, q, sort, names, page, size, count, after, deleted, asOf);
    }

    /** The same list as it was at a moment. */
    public ListRequest asOf(Instant moment) {
        return new ListRequest(filter, q, sort, fields, page, size, count, after, deleted, moment);
    }

    public ListRequest counted() {
        return new ListRequest(filter, q, sort, fields, page, size, true, after, deleted, asOf);
    }
}
