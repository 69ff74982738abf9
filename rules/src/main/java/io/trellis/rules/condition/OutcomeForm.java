package io.trellis.rules.condition;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.problem.ProblemTexts;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An outcome as the API tells it to one caller: values the caller may not read, and what was made of them, are left out. */
final class OutcomeForm {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final CatalogObject object;
    private final Outcome outcome;
    private final Sight sight;
    /** Rules that have read something the caller may not. */
    private final Set<String> secret = new HashSet<>();

    OutcomeForm(CatalogObject object, Outcome outcome, Sight sight) {
        this.object = object;
        this.outcome = outcome;
        this.sight = sight;
    }

    Map<String, Object> write(List<Problem> others, String locale) {
        List<Map<String, Object>> trace =
                outcome.trace().stream().map(this::traced).toList();
        var fields = new LinkedHashMap<String, Object>();
        outcome.fields().forEach((name, state) -> {
            if (sight.readable(name)) {
                fields.put(name, state(state));
            }
        });
        List<Problem> problems = new ArrayList<>(others);
        outcome.violations().forEach(violation -> problems.add(RuleStep.placed(sight.actor(), object, violation)));
        var document = new LinkedHashMap<String, Object>();
        document.put("object", object.name());
        document.put("fields", fields);
        document.put("problems", ProblemTexts.describe(problems, locale));
        document.put("trace", trace);
        return document;
    }

    private Map<String, Object> state(Outcome.State state) {
        var form = new LinkedHashMap<String, Object>();
        form.put("visible", state.visible());
        form.put("required", state.required());
        form.put("readOnly", state.readOnly());
        if (state.options() != null) {
            form.put("options", state.options());
        }
        if (state.filter() != null && open(state, "filter")) {
            form.put("filter", state.filter());
        }
        if (state.defaulted() && open(state, "default")) {
            form.put("default", json(state.value()));
        }
        form.put("rules", state.decided());
        return form;
    }

    private boolean open(Outcome.State state, String what) {
        return state.decided().getOrDefault(what, List.of()).stream().noneMatch(secret::contains);
    }

    private Map<String, Object> traced(Outcome.Traced traced) {
        var reads = new ArrayList<Map<String, Object>>();
        traced.reads().forEach((path, value) -> {
            var read = new LinkedHashMap<String, Object>();
            boolean shown = shows(path, value);
            read.put("path", path);
            if (shown) {
                read.put("value", json(value));
            } else {
                secret.add(traced.rule());
                read.put("masked", true);
            }
            reads.add(read);
        });
        var form = new LinkedHashMap<String, Object>();
        form.put("rule", traced.rule());
        form.put("type", traced.type().word());
        form.put("applies", traced.applies());
        form.put("concerned", traced.concerned());
        if (traced.holds() != null) {
            form.put("holds", traced.holds());
        }
        form.put("reads", reads);
        return form;
    }

    /** A default that was made from something secret is secret, also to the rules that read on. */
    private boolean shows(String path, Object value) {
        Outcome.State state = outcome.fields().get(path);
        return sight.shows(path, value) && (state == null || !state.defaulted() || open(state, "default"));
    }

    private static Object json(Object value) {
        return switch (value) {
            case LocalDate day -> day.toString();
            case LocalTime time -> time.format(DateTimeFormatter.ISO_LOCAL_TIME);
            case Instant moment -> MOMENT.format(moment);
            case BigDecimal number -> number.scale() < 0 ? number.setScale(0) : number;
            case null, default -> value;
        };
    }
}
