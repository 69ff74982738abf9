package io.trellis.rules.condition;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Suggestions;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values as a form sends them, made into those that rules look at. */
final class Sent {
    private Sent() {}

    /**
     * Canonical values by name, null for none. What is no value of its field is told to {@code problems}, as a write would.
     *
     * @throws ProblemException INVALID_RECORD with UNKNOWN_FIELD for fields that the caller may not read or that do not exist
     */
    static Map<String, Object> read(Actor actor, CatalogObject object, Map<?, ?> values, List<Problem> problems) {
        Map<String, Object> sent = new LinkedHashMap<>();
        List<Problem> unknown = new ArrayList<>();
        values.forEach((key, raw) -> {
            String name = String.valueOf(key);
            CatalogField field = object.fields().get(name);
            if (field == null || !field.system() && !actor.grants().mayRead(object.name(), name)) {
                unknown.add(unknown(actor, object, name));
            } else if (!field.computed()) {
                sent.put(name, value(field, raw, problems));
            }
        });
        if (!unknown.isEmpty()) {
            throw ProblemException.invalid("INVALID_RECORD", unknown);
        }
        return sent;
    }

    private static Object value(CatalogField field, Object raw, List<Problem> problems) {
        Object plain = field.links() ? ids(raw) : raw;
        if (plain == null) {
            return null;
        }
        int before = problems.size();
        Object value = field.type()
                .normalise(field.definition(), plain, problem -> problems.add(problem.under("/" + field.name())));
        return problems.size() > before ? null : value;
    }

    /** A link may be given as it is read, {@code {"id": …, "name": …}}. */
    private static Object ids(Object raw) {
        return switch (raw) {
            case Map<?, ?> map when map.get("id") instanceof String id -> id;
            case List<?> list -> list.stream().map(Sent::ids).toList();
            case null, default -> raw;
        };
    }

    private static Problem unknown(Actor actor, CatalogObject object, String name) {
        List<String> known = object.fields().keySet().stream()
                .filter(field -> actor.grants().mayRead(object.name(), field))
                .toList();
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("name", name);
        Suggestions.closest(name, known).ifPresent(near -> params.put("suggestion", near));
        return new Problem("UNKNOWN_FIELD", "/values/" + name.replace("~", "~0").replace("/", "~1"), params);
    }

    /** Puts in what a new record starts with where nothing was sent: the defaults of the fields themselves. */
    static void start(CatalogObject object, Map<String, Object> values, Set<String> sent, EvaluationContext context) {
        if (!sent.contains("recordType")) {
            values.put("recordType", recordType(object.definition()));
        }
        for (CatalogField field : object.ownFields()) {
            if (!sent.contains(field.name())) {
                Object literal = field.definition().defaultValue();
                if (literal != null) {
                    values.put(field.name(), field.type().normalise(field.definition(), literal, _ -> {}));
                }
                field.defaultExpression()
                        .ifPresent(source -> values.put(
                                field.name(), Results.of(field, source.compile().evaluate(context))));
            }
        }
    }

    private static String recordType(ObjectDefinition object) {
        return object.recordTypes().stream()
                .filter(ObjectDefinition.RecordType::isDefault)
                .findFirst()
                .or(() -> object.recordTypes().stream().findFirst())
                .map(ObjectDefinition.RecordType::name)
                .orElse(null);
    }
}
