package io.trellis.rules.escalation;

import io.trellis.metadata.definition.EscalationDefinition.Assign;
import io.trellis.metadata.definition.EscalationDefinition.Level;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.platform.record.RecordView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a record stands with a rule at a moment.
 *
 * @param mark how far it has come; null where nothing is noted
 * @param names what people are called, by id, as far as the asker may know
 */
record Explanation(
        Rule rule,
        RecordView record,
        Instant at,
        Mark mark,
        Ladder ladder,
        Function<Collection<String>, Map<String, String>> names) {

    /** Adds to an answer: {@code active when since hours outcome level levels}. */
    void into(Map<String, Object> answer, EvaluationContext context) {
        boolean holds = rule.holds(context);
        Optional<Instant> present = rule.since(record);
        Mark state = present.map(since -> mark != null && mark.holds(since) ? mark : Mark.start(since))
                .orElse(null);
        answer.put("active", rule.definition().active());
        answer.put("when", rule.when().map(when -> when(when, holds, context)).orElse(null));
        answer.put("since", since(state));
        answer.put("hours", state == null ? null : hours(state));
        List<Map<String, Object>> levels = new ArrayList<>();
        Integer next = null;
        for (int i = 0; i < rule.levels().size(); i++) {
            Map<String, Object> level = level(i, state, context);
            if (next == null && "due".equals(level.get("state"))) {
                next = i + 1;
            }
            levels.add(level);
        }
        answer.put("outcome", outcome(holds, state, next));
        answer.put("level", rule.definition().active() && holds ? next : null);
        answer.put("levels", levels);
    }

    private String outcome(boolean holds, Mark state, Integer next) {
        if (!rule.definition().active()) {
            return "inactive";
        }
        if (!holds) {
            return "notMet";
        }
        if (state == null) {
            return "noTime";
        }
        return state.next() >= rule.levels().size() ? "finished" : next == null ? "waiting" : "due";
    }

    private static Map<String, Object> when(Checked when, boolean holds, EvaluationContext context) {
        Map<String, Object> values = new LinkedHashMap<>();
        when.references().forEach(path -> values.put(String.join(".", path.steps()), Rule.plain(context.value(path))));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("source", when.source());
        told.put("holds", holds);
        told.put("values", values);
        return told;
    }

    private Map<String, Object> since(Mark state) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("field", rule.definition().since());
        told.put("value", Rule.plain(record.get(rule.definition().since())));
        told.put("from", state == null ? null : state.since().toString());
        return told;
    }

    private BigDecimal hours(Mark state) {
        BigDecimal plain = rule.hours().between(state.since(), at).stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    private Map<String, Object> level(int index, Mark state, EvaluationContext context) {
        Level level = rule.levels().get(index);
        String refused = state == null ? null : state.refused().get(index);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("level", index + 1);
        told.put("afterHours", level.afterHours());
        told.put(
                "dueAt",
                state == null
                        ? null
                        : rule.hours()
                                .after(state.since(), level.afterHours())
                                .map(Instant::toString)
                                .orElse(null));
        boolean over = state != null && index < state.next();
        told.put(
                "state",
                over
                        ? refused == null ? "done" : "passedOver"
                        : state != null && rule.due(index, state.since(), at) ? "due" : "waiting");
        told.put("refused", !over && refused != null);
        if (level.assign() != null) {
            told.put("assign", assign(level.assign()));
        }
        if (!level.set().isEmpty()) {
            Map<String, Object> values = rule.values(index, context);
            values.replaceAll((_, value) -> Rule.plain(value));
            told.put("set", values);
        }
        return told;
    }

    /** As the record stands: a level before may still change whose superior it is. */
    private Map<String, Object> assign(Assign assign) {
        String user = ladder.find(assign, record).orElse(null);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("to", assign.to().word());
        told.put("user", user);
        told.put("name", user == null ? null : names.apply(List.of(user)).get(user));
        return told;
    }
}
