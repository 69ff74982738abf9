package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.expression.Suggestions;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes what a writer sent into a draft: does the field exist, may this actor write it, is the value one of its type. Values
 * come out canonical.
 */
final class Normaliser {
    private Normaliser() {}

    static void apply(Actor actor, Draft draft) {
        for (Map.Entry<String, Object> entry : draft.change.values().entrySet()) {
            apply(actor, draft, entry.getKey(), entry.getValue());
        }
    }

    private static void apply(Actor actor, Draft draft, String name, Object raw) {
        CatalogField field = draft.object.fields().get(name);
        Grants grants = actor.grants();
        if (field == null || !grants.mayRead(draft.object.name(), name)) {
            draft.problems.add(unknown(actor, draft, name));
        } else if (field.system()) {
            system(actor, draft, name, raw);
        } else if (field.computed() || field.definition().readOnly() && !draft.declared.contains(name)) {
            draft.problems.add(Problem.of("FIELD_READ_ONLY", "/" + name, "field", name));
        } else if (!grants.mayEdit(draft.object.name(), name)) {
            draft.problems.add(Problem.of("FIELD_NOT_EDITABLE", "/" + name, "field", name));
        } else {
            draft.touched.add(name);
            Object value = value(field, raw, draft.problems);
            if (value == null) {
                draft.after.remove(name);
            } else {
                draft.after.put(name, value);
            }
        }
    }

    /** What metadata says a field's value is: rights and read-only are about what a person sends. */
    static void setByMetadata(Draft draft, CatalogField field, Object raw) {
        String name = field.name();
        boolean owner = name.equals("owner") && draft.object.definition().owned();
        if (field.computed() || field.system() && !owner) {
            draft.problems.add(Problem.of("FIELD_READ_ONLY", "/" + name, "field", name));
            return;
        }
        draft.declaredNow.add(name);
        if (owner) {
            if (ids(raw) instanceof String id && !id.isBlank()) {
                draft.owner = id;
            } else {
                draft.problems.add(Problem.of("REQUIRED", "/owner", "field", "owner"));
            }
            return;
        }
        Object value = value(field, raw, draft.problems);
        if (value == null) {
            draft.after.remove(name);
        } else {
            draft.after.put(name, value);
        }
    }

    /** A canonical value, or null where there is none or it is wrong; what is wrong goes to {@code problems}. */
    static Object value(CatalogField field, Object raw, List<Problem> problems) {
        Object plain = field.links() ? ids(raw) : plain(raw);
        if (plain == null) {
            return null;
        }
        int before = problems.size();
        Object value = field.type()
                .normalise(field.definition(), plain, problem -> problems.add(problem.under("/" + field.name())));
        return problems.size() > before || value instanceof List<?> list && list.isEmpty() ? null : value;
    }

    private static void system(Actor actor, Draft draft, String name, Object raw) {
        if (name.equals("recordType")
                && !draft.object.definition().recordTypes().isEmpty()) {
            draft.touched.add(name);
            List<String> known = draft.object.definition().recordTypes().stream()
                    .map(ObjectDefinition.RecordType::name)
                    .toList();
            if (raw instanceof String text && known.contains(text)) {
                draft.recordType = text;
            } else {
                draft.problems.add(new Problem(
                        "UNKNOWN_RECORD_TYPE", "/recordType", Map.of("value", String.valueOf(raw), "expected", known)));
            }
        } else if (name.equals("owner") && draft.object.definition().owned()) {
            owner(actor, draft, raw);
        } else if (name.equals("department") && !draft.object.definition().owned()) {
            department(actor, draft, raw);
        } else {
            draft.problems.add(Problem.of("FIELD_READ_ONLY", "/" + name, "field", name));
        }
    }

    private static void owner(Actor actor, Draft draft, Object raw) {
        if (!actor.grants().mayEdit(draft.object.name(), "owner")) {
            draft.problems.add(Problem.of("FIELD_NOT_EDITABLE", "/owner", "field", "owner"));
            return;
        }
        if (ids(raw) instanceof String id && !id.isBlank()) {
            draft.owner = id;
            draft.touched.add("owner");
        } else {
            draft.problems.add(Problem.of("REQUIRED", "/owner", "field", "owner"));
        }
    }

    /** With an owner the department follows the owner; without one it is said like any other value. */
    private static void department(Actor actor, Draft draft, Object raw) {
        if (!actor.grants().mayEdit(draft.object.name(), "department")) {
            draft.problems.add(Problem.of("FIELD_NOT_EDITABLE", "/department", "field", "department"));
            return;
        }
        draft.touched.add("department");
        Object id = ids(raw);
        if (id instanceof String text && !text.isBlank()) {
            draft.department = text;
        } else if (id == null || id instanceof String) {
            draft.department = null;
        } else {
            draft.problems.add(Problem.of("NOT_AN_ID", "/department"));
        }
    }

    private static Problem unknown(Actor actor, Draft draft, String name) {
        List<String> known = draft.object.fields().values().stream()
                .filter(field -> !field.system()
                        || field.name().equals("owner")
                        || field.name().equals("recordType"))
                .map(CatalogField::name)
                .filter(other -> actor.grants().mayRead(draft.object.name(), other))
                .toList();
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("name", name);
        Suggestions.closest(name, known).ifPresent(suggestion -> params.put("suggestion", suggestion));
        return new Problem("UNKNOWN_FIELD", "/" + pointer(name), params);
    }

    /** A name as a part of a JSON pointer. */
    static String pointer(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** A link may be given as it is read, {@code {"id": …, "name": …}}. */
    private static Object ids(Object raw) {
        return switch (raw) {
            case Map<?, ?> map when map.get("id") instanceof String id -> id;
            case List<?> list -> {
                List<Object> ids = new ArrayList<>(list.size());
                list.forEach(one -> ids.add(ids(one)));
                yield ids;
            }
            case null, default -> plain(raw);
        };
    }

    /** Java callers may use their own number and date types. */
    private static Object plain(Object raw) {
        return switch (raw) {
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Double number -> BigDecimal.valueOf(number);
            case Float number -> new BigDecimal(number.toString());
            case java.math.BigInteger number -> new BigDecimal(number);
            case java.time.temporal.Temporal moment -> moment.toString();
            case null, default -> raw;
        };
    }
}
