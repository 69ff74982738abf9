package io.trellis.rules.input;

import io.trellis.metadata.Problem;
import io.trellis.metadata.schema.Documents;
import io.trellis.metadata.schema.SchemaCheck;
import io.trellis.metadata.schema.Schemas;
import io.trellis.platform.problem.ProblemException;
import java.util.ArrayList;
import java.util.Map;
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

    /**
     * A question that fits a schema.
     *
     * @param body a plain value, as from {@link #parse}
     * @throws ProblemException INVALID_INPUTS with every place that does not fit
     */
    public static Map<String, Object> read(Map<String, Object> schema, Object body) {
        var problems = new ArrayList<Problem>();
        SchemaCheck.check(schema, Schemas.SHARED, body, "", problems::add);
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_INPUTS", problems);
        }
        return map(body);
    }

    /** An object in what has been checked; empty where there is none. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }
}
