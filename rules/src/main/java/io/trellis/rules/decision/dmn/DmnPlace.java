package io.trellis.rules.decision.dmn;

import io.trellis.metadata.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Where in a file something stands, for problems about it. */
record DmnPlace(String path, String decision, Map<String, Object> place, Consumer<Problem> problems) {
    DmnPlace(String path, String decision, Consumer<Problem> problems) {
        this(path, decision, Map.of("decision", decision), problems);
    }

    /** @param index from 0 */
    DmnPlace rule(int index) {
        return new DmnPlace(path + "/rules/" + index, decision, with("rule", index + 1), problems);
    }

    DmnPlace column(String side, int index, String title) {
        return new DmnPlace(path + "/" + side + "/" + index, decision, with("column", title), problems);
    }

    private Map<String, Object> with(String key, Object value) {
        var more = new LinkedHashMap<>(place);
        more.put(key, value);
        return more;
    }

    void report(String code, Map<String, Object> params) {
        var all = new LinkedHashMap<>(place);
        all.putAll(params);
        problems.accept(new Problem(code, path, all));
    }

    void failure(String text, FeelFailure failure) {
        report("DMN_EXPRESSION", Map.of("text", text, "detail", failure.getMessage()));
    }
}
