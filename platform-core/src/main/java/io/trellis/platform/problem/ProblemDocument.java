package io.trellis.platform.problem;

import io.trellis.metadata.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an answer with a problem says (RFC 9457), before it is put into a language.
 *
 * @param status of HTTP
 * @param errorId finds the failure in the log; null unless it was unexpected
 */
record ProblemDocument(int status, String code, Map<String, Object> params, List<Problem> problems, String errorId) {

    static ProblemDocument of(ProblemException problem) {
        return new ProblemDocument(problem.kind().status(), problem.code(), problem.params(), problem.problems(), null);
    }

    static ProblemDocument of(int status, String code, Map<String, Object> params) {
        return new ProblemDocument(status, code, params, List.of(), null);
    }

    static ProblemDocument unexpected(String errorId) {
        return new ProblemDocument(500, "UNEXPECTED", Map.of("errorId", errorId), List.of(), errorId);
    }

    Map<String, Object> in(String locale) {
        var document = new LinkedHashMap<String, Object>();
        document.put("type", "about:blank");
        document.put("title", ProblemTexts.text("STATUS_" + status, locale, Map.of()));
        document.put("status", status);
        document.put("code", code);
        document.put("detail", ProblemTexts.text(code, locale, params));
        if (!params.isEmpty() && errorId == null) {
            document.put("params", ProblemTexts.plain(params));
        }
        document.put("problems", ProblemTexts.describe(problems, locale));
        if (errorId != null) {
            document.put("errorId", errorId);
        }
        return document;
    }
}
