package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import java.util.List;

/**
 * What became of one row of a bulk.
 *
 * @param status as the same request alone would answer: 201, 200, 204, 403, 404, 409, 422; 424 for a good row that was not
 *     written because all or nothing was asked and another row is bad
 * @param id null when there is none
 * @param version after the write; 0 when there was none
 * @param problems with paths such as {@code /amount}, relative to the row; empty when it went well
 */
public record BulkResult(int status, String id, long version, List<Problem> problems) {
    public BulkResult {
        problems = List.copyOf(problems);
    }

    public boolean failed() {
        return status >= 400;
    }
}
