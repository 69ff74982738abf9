package io.trellis.platform.outbox;

import io.trellis.metadata.LocalText;
import io.trellis.metadata.Problem;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemTexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.json.JsonMapper;

/** Why an event failed, as it is kept for administrators: a problem as data, or an id that is in the log. */
record Faults(String code, String params) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PROBLEMS = "problems";
    private static final int MOST_PROBLEMS = 5;

    /** A problem says for itself what is wrong; everything else may tell more than a tenant should know, so it gets an id. */
    static Faults of(Throwable failure) {
        if (!(failure instanceof ProblemException problem)) {
            String errorId = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
            return new Faults("UNEXPECTED", JSON.writeValueAsString(Map.of("errorId", errorId)));
        }
        var params = new LinkedHashMap<String, Object>(plain(problem.params()));
        if (!problem.problems().isEmpty()) {
            params.put(
                    PROBLEMS,
                    problem.problems().stream()
                            .limit(MOST_PROBLEMS)
                            .map(one -> Map.of("code", one.code(), "path", one.path(), "params", plain(one.params())))
                            .toList());
        }
        return new Faults(problem.code(), JSON.writeValueAsString(params));
    }

    private static Map<String, Object> plain(Map<String, Object> params) {
        var plain = new LinkedHashMap<String, Object>();
        params.forEach((name, value) -> plain.put(
                name,
                switch (value) {
                    case null -> "";
                    case LocalText text -> text.byLocale();
                    case Number number -> number;
                    case Boolean flag -> flag;
                    case List<?> many -> many.stream().map(String::valueOf).toList();
                    default -> value.toString();
                }));
        return plain;
    }

    /** The id under which the log has more, or null. */
    String errorId() {
        return code.equals("UNEXPECTED") ? (String) parsed(params).get("errorId") : null;
    }

    /** What happened, in a person's language: the whole and then its single problems. */
    static String text(String code, String params, String locale) {
        Map<String, Object> all = parsed(params);
        var text = new StringBuilder(ProblemTexts.text(code, locale, all));
        if (all.get(PROBLEMS) instanceof List<?> problems) {
            for (Object problem : problems) {
                if (problem instanceof Map<?, ?> one && one.get("params") instanceof Map<?, ?> own) {
                    var values = new LinkedHashMap<String, Object>();
                    own.forEach((name, value) -> values.put(name.toString(), value));
                    text.append(' ')
                            .append(one.get("path"))
                            .append(": ")
                            .append(ProblemTexts.text(
                                    new Problem(
                                            one.get("code").toString(),
                                            one.get("path").toString(),
                                            values),
                                    locale));
                }
            }
        }
        return text.toString();
    }

    private static Map<String, Object> parsed(String params) {
        return params == null
                ? Map.of()
                : JSON.readValue(params, new tools.jackson.core.type.TypeReference<Map<String, Object>>() {});
    }
}
