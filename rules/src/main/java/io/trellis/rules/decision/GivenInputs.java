package io.trellis.rules.decision;

import io.trellis.metadata.Problem;
import io.trellis.metadata.decision.Table;
import io.trellis.metadata.decision.ValueTypes;
import io.trellis.metadata.schema.Near;
import io.trellis.platform.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Inputs that somebody gives by name, as values of their types. */
final class GivenInputs {
    private GivenInputs() {}

    /** @throws ProblemException INVALID_INPUTS with every input that isn't what it should be */
    static List<Object> read(Table table, Map<String, Object> given) {
        var problems = new ArrayList<Problem>();
        List<String> names = table.inputs().stream().map(Table.Input::name).toList();
        given.keySet().stream().filter(name -> !names.contains(name)).forEach(name -> {
            var params = new LinkedHashMap<String, Object>(Map.of("name", name));
            Near.find(name, names).ifPresent(near -> params.put("suggestion", near));
            problems.add(new Problem("DECISION_INPUT_UNKNOWN", "/inputs/" + name, params));
        });
        var values = new ArrayList<Object>();
        for (Table.Input input : table.inputs()) {
            values.add(value(input, given.get(input.name()), problems));
        }
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_INPUTS", problems);
        }
        return values;
    }

    private static Object value(Table.Input input, Object raw, List<Problem> problems) {
        if (raw == null) {
            return null;
        }
        Optional<Object> value = ValueTypes.read(input.type(), raw);
        if (value.isEmpty()) {
            problems.add(new Problem(
                    "DECISION_INPUT_INVALID",
                    "/inputs/" + input.name(),
                    Map.of("name", input.name(), "expected", input.type().label())));
        }
        return value.orElse(null);
    }
}
