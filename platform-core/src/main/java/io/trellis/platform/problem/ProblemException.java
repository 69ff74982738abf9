package io.trellis.platform.problem;

import io.trellis.metadata.Problem;
import java.util.List;
import java.util.Map;

/** A request can't be done; carries everything the person needs to put it right. The web layer makes it a problem document. */
public class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, in the terms of HTTP. */
    public enum Kind {
        MALFORMED(400),
        UNAUTHENTICATED(401),
        FORBIDDEN(403),
        NOT_FOUND(404),
        CONFLICT(409),
        TOO_LARGE(413),
        RANGE_NOT_SATISFIABLE(416),
        INVALID(422),
        TOO_MANY(429),
        UNAVAILABLE(503);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    private final Kind kind;
    private final String code;
    private final transient Map<String, Object> params;
    private final transient List<Problem> problems;

    /**
     * @param code of the whole, e.g. {@code INVALID_RECORD}
     * @param params of the whole's text
     * @param problems every single problem; may be empty when the whole says it all
     */
    public ProblemException(Kind kind, String code, Map<String, Object> params, List<Problem> problems) {
        super(code + " " + params + " " + problems);
        this.kind = kind;
        this.code = code;
        this.params = params;
        this.problems = List.copyOf(problems);
    }

    public ProblemException(Kind kind, String code, Map<String, Object> params) {
        this(kind, code, params, List.of());
    }

    public static ProblemException invalid(String code, List<Problem> problems) {
        return new ProblemException(Kind.INVALID, code, Map.of(), problems);
    }

    public static ProblemException notFound(String what, String name) {
        return new ProblemException(Kind.NOT_FOUND, "NOT_FOUND", Map.of("what", what, "name", name));
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public Map<String, Object> params() {
        return params;
    }

    public List<Problem> problems() {
        return problems;
    }
}
