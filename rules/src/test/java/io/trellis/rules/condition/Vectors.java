package io.trellis.rules.condition;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogCompiler;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.catalog.Compilation;
import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.kind.Kinds;
import io.trellis.metadata.schema.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The cases that the server and the browser both run, read and put into the server's terms. */
final class Vectors {
    private static final Map<?, ?> FILE = read();

    private Vectors() {}

    /** One case, ready to be evaluated. */
    record Case(String name, ObjectRules rules, FormSituation situation, Map<?, ?> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> all() {
        return cases().stream().map(Vectors::compile).toList();
    }

    static List<Map<?, ?>> cases() {
        return list(FILE.get("cases"));
    }

    static Map<?, ?> file() {
        return FILE;
    }

    /** The objects of the file together with rules as somebody would publish them. */
    static Compilation compile(List<Map<?, ?>> rules) {
        List<Definition> definitions = new ArrayList<>();
        for (Map<?, ?> object : list(FILE.get("objects"))) {
            definitions.add(Kinds.OBJECTS
                    .read(object, null, problem -> {
                        throw new IllegalStateException(problem.toString());
                    })
                    .orElseThrow());
        }
        rules.forEach(rule -> definitions.add(Kinds.RULES
                .read(rule, null, problem -> {
                    throw new IllegalStateException(problem.toString());
                })
                .orElseThrow()));
        return CatalogCompiler.compile(1, definitions);
    }

    private static Case compile(Map<?, ?> written) {
        Catalog catalog = compile(list(written.get("rules"))).get();
        CatalogObject object = catalog.getObject("deal");
        Map<String, Object> before = written.get("before") instanceof Map<?, ?> map ? values(object, map) : null;
        Map<String, Object> after = new LinkedHashMap<>(before == null ? Map.of() : before);
        Map<String, Object> sent = values(object, (Map<?, ?>) written.get("values"));
        after.putAll(sent);
        EvaluationContext context = context(catalog, after);
        if (before == null) {
            Sent.start(object, after, sent.keySet(), context);
        }
        return new Case(
                (String) written.get("name"),
                ObjectRules.of(catalog, object, catalog.rules().values()),
                new FormSituation(
                        before,
                        after,
                        Set.copyOf(sent.keySet()),
                        context,
                        Optional.ofNullable(before).map(stored -> context(catalog, stored))),
                (Map<?, ?>) written.get("expect"));
    }

    private static Map<String, Object> values(CatalogObject object, Map<?, ?> raw) {
        Map<String, Object> values = new LinkedHashMap<>();
        raw.forEach((name, value) -> {
            CatalogField field = object.fields().get((String) name);
            values.put(
                    field.name(),
                    value == null
                            ? null
                            : field.type().normalise(field.definition(), value, problem -> {
                                throw new IllegalStateException(problem.toString());
                            }));
        });
        return values;
    }

    private static EvaluationContext context(Catalog catalog, Map<String, Object> values) {
        return EvaluationContext.of(
                path -> {
                    Object first = values.get(path.first());
                    return Results.seen(
                            path.isRemote()
                                    ? linked(catalog, first, path.steps().get(1))
                                    : first);
                },
                Instant.parse((String) FILE.get("now")),
                ZoneId.of((String) FILE.get("zone")),
                (String) FILE.get("user"),
                (String) FILE.get("department"));
    }

    private static Object linked(Catalog catalog, Object id, String field) {
        if (id == null) {
            return null;
        }
        Map<?, ?> record = (Map<?, ?>) ((Map<?, ?>) FILE.get("records")).get(id);
        CatalogObject object = catalog.getObject((String) record.get("object"));
        return values(object, (Map<?, ?>) record.get("values")).get(field);
    }

    /** An outcome in the form of the file: only what differs from what holds without rules. */
    static Map<String, Object> form(Outcome outcome) {
        var fields = new LinkedHashMap<String, Object>();
        outcome.fields().forEach((name, state) -> {
            var form = new LinkedHashMap<String, Object>();
            put(form, "visible", state.visible() ? null : false);
            put(form, "required", state.required() ? true : null);
            put(form, "readOnly", state.readOnly() ? true : null);
            put(form, "options", state.options());
            put(form, "filter", state.filter());
            if (state.defaulted()) {
                form.put("default", plain(state.value()));
            }
            if (!form.isEmpty()) {
                fields.put(name, form);
            }
        });
        List<Map<String, Object>> problems = new ArrayList<>();
        outcome.violations().forEach(violation -> {
            var form = new LinkedHashMap<String, Object>();
            form.put("rule", violation.rule());
            form.put("field", violation.field());
            form.put("message", violation.message().in("en-US", ""));
            problems.add(form);
        });
        return Map.of("fields", fields, "problems", problems);
    }

    private static void put(Map<String, Object> form, String key, Object value) {
        if (value != null) {
            form.put(key, value);
        }
    }

    private static Object plain(Object value) {
        return switch (value) {
            case BigDecimal number -> number.stripTrailingZeros().toPlainString();
            case Long whole -> whole.toString();
            case Boolean flag -> flag;
            case null -> null;
            default -> value.toString();
        };
    }

    @SuppressWarnings("unchecked")
    static List<Map<?, ?>> list(Object value) {
        return (List<Map<?, ?>>) value;
    }

    private static Map<?, ?> read() {
        try (var in = Vectors.class.getResourceAsStream("vectors.json")) {
            return (Map<?, ?>) Documents.readJson(in.readAllBytes(), problem -> {
                        throw new IllegalStateException(problem.toString());
                    })
                    .orElseThrow()
                    .value();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
