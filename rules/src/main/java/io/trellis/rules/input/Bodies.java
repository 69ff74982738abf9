package io.trellis.rules.input;

import io.trellis.metadata.Problem;
import io.trellis.metadata.schema.Documents;
import io.trellis.platform.problem.ProblemException;
import java.util.ArrayList;
import java.util.Optional;

/** Requests' JSON with exact numbers and without doubled keys; data binding would lose both. */
public final class Bodies {
    private Bodies() {}

    /**
     * @return a plain value, see {@link Documents}
     * @throws ProblemException MALFORMED_JSON, DUPLICATE_KEY and the like
     */
    public static Object parse(byte[] body) {
        var problems = new ArrayList<Problem>();
        Optional<Documents.Parsed> parsed = Documents.readJson(body, problems::add);
        if (!problems.isEmpty() || parsed.isEmpty()) {
            Problem malformed = problems.getFirst();
            throw new ProblemException(ProblemException.Kind.MALFORMED, malformed.code(), malformed.params());
        }
        return parsed.get().value();
    }
}
