package io.trellis.rules.script;

import io.trellis.metadata.LocalText;
import io.trellis.metadata.Problem;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.rules.script.sandbox.ScriptFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What goes wrong in scripts, as problems. */
final class ScriptProblems {
    private ScriptProblems() {}

    static Problem of(String script, ScriptFailure failure) {
        return of(script, failure, "");
    }

    static Problem of(String script, ScriptFailure failure, String path) {
        var params = new LinkedHashMap<String, Object>();
        params.put("script", failure.script() == null ? script : failure.script());
        return switch (failure.kind()) {
            case LIMIT -> {
                params.put("limit", failure.limit());
                params.put("allowed", failure.allowed());
                params.put("used", failure.used());
                yield new Problem("SCRIPT_LIMIT", path, params);
            }
            case SYNTAX -> new Problem("SCRIPT_SYNTAX", path, placed(params, failure));
            case ERROR -> new Problem("SCRIPT_FAILED", path, placed(params, failure));
            case BUSY -> new Problem("SCRIPT_BUSY", path, params);
        };
    }

    private static Map<String, Object> placed(Map<String, Object> params, ScriptFailure failure) {
        params.put("scriptLine", failure.line());
        params.put("column", failure.column());
        params.put("message", failure.getMessage());
        return params;
    }

    static ProblemException exception(String script, ScriptFailure failure) {
        Problem problem = of(script, failure);
        Kind kind = failure.kind() == ScriptFailure.Kind.BUSY ? Kind.UNAVAILABLE : Kind.INVALID;
        return new ProblemException(kind, problem.code(), problem.params(), List.of(problem));
    }

    /** What a script itself refuses. */
    static Problem refused(String script, Map<String, Object> error) {
        var params = new LinkedHashMap<String, Object>();
        params.put("script", script);
        params.put("message", message(error.get("message")));
        return new Problem("SCRIPT_REFUSED", error.get("field") == null ? "" : "/" + error.get("field"), params);
    }

    private static LocalText message(Object raw) {
        if (raw instanceof Map<?, ?> texts) {
            var byLocale = new LinkedHashMap<String, String>();
            texts.forEach((locale, text) -> byLocale.put(locale.toString(), String.valueOf(text)));
            return byLocale.isEmpty() ? LocalText.of("?", "?") : new LocalText(byLocale);
        }
        String text = String.valueOf(raw);
        return LocalText.of(text, text);
    }
}
