package io.trellis.platform.transfer;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.transfer.ImportRequest.ColumnMapping;
import io.trellis.platform.transfer.ImportSpec.ImportColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks what a person says about an import against the file, the metadata and their rights; all problems together. */
final class ImportChecks {
    private static final Set<String> OPERATIONS = Set.of("create", "update", "upsert");

    private final Actor actor;
    private final Catalog catalog;

    ImportChecks(Access access, Actor actor, Catalog catalog) {
        access.requireSystem(actor, "importData");
        this.actor = actor;
        this.catalog = catalog;
    }

    CatalogObject object(String name) {
        if (name == null) {
            throw new ProblemException(Kind.MALFORMED, "MISSING_PARAMETER", Map.of("parameter", "object"));
        }
        return catalog.findObject(name).orElseThrow(() -> ProblemException.notFound("object", name));
    }

    void operation(String operation) {
        if (!OPERATIONS.contains(operation)) {
            throw ProblemException.invalid(
                    "INVALID_IMPORT",
                    List.of(new Problem("IMPORT_OPERATION_UNKNOWN", "/operation", Map.of("operation", operation))));
        }
    }

    /** The columns with the mapping put in place of what was guessed. */
    ImportSpec mapped(CatalogObject object, ImportSpec spec, List<ColumnMapping> mapping) {
        List<Problem> problems = new ArrayList<>();
        Map<String, ColumnMapping> byColumn = new HashMap<>();
        Set<String> columns = spec.columns().stream().map(ImportColumn::name).collect(Collectors.toSet());
        Map<String, CatalogField> fields = fields(object, spec);
        Map<String, String> taken = new HashMap<>();
        for (int i = 0; i < mapping.size(); i++) {
            ColumnMapping one = mapping.get(i);
            String place = "/mapping/" + i;
            if (one == null || one.column() == null || !columns.contains(one.column())) {
                problems.add(Problem.of(
                        "IMPORT_COLUMN_UNKNOWN", place + "/column", "column", one == null ? null : one.column()));
                continue;
            }
            byColumn.put(one.column(), one);
            if (one.field() == null) {
                continue;
            }
            if (!fields.containsKey(one.field())) {
                problems.add(Problem.of("IMPORT_FIELD_UNKNOWN", place + "/field", "field", one.field()));
                continue;
            }
            String other = taken.putIfAbsent(one.field(), one.column());
            if (other != null) {
                problems.add(new Problem(
                        "IMPORT_FIELD_TWICE",
                        place + "/field",
                        Map.of("field", one.field(), "column", one.column(), "other", other)));
            }
            checkMatchBy(fields.get(one.field()), one, place, problems);
        }
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_IMPORT", problems);
        }
        List<ImportColumn> next = spec.columns().stream()
                .map(column -> {
                    ColumnMapping one = byColumn.get(column.name());
                    return one == null ? column.to(null, null) : column.to(one.field(), blankAsNull(one.matchBy()));
                })
                .toList();
        return spec.with(spec.operation(), spec.key(), spec.dryRun(), next);
    }

    private static String blankAsNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Fields a column may go to, by name; the id has no field of its own to fill and stands with null. */
    private Map<String, CatalogField> fields(CatalogObject object, ImportSpec spec) {
        Map<String, CatalogField> fields = new LinkedHashMap<>();
        ImportFields.writable(object, actor).forEach(field -> fields.put(field.name(), field));
        if (spec.updates()) {
            fields.put("id", null);
            if (spec.key() != null && ImportFields.keys(object, actor).contains(spec.key())) {
                fields.put(spec.key(), object.findField(spec.key()).orElse(null));
            }
        }
        return fields;
    }

    private void checkMatchBy(CatalogField field, ColumnMapping one, String place, List<Problem> problems) {
        String by = blankAsNull(one.matchBy());
        if (by == null) {
            return;
        }
        boolean fits = field != null
                && TextValues.names(field)
                && (by.equals("id")
                        || ImportFields.targets(catalog, field).stream().anyMatch(target -> matches(target, by)));
        if (!fits) {
            problems.add(
                    new Problem("IMPORT_MATCH_BY_UNKNOWN", place + "/matchBy", Map.of("field", one.field(), "by", by)));
        }
    }

    /** Any readable text or whole number will do, whatever is proposed. */
    private boolean matches(CatalogObject target, String by) {
        return target.findField(by)
                .filter(field -> !field.system() && actor.grants().mayRead(target.name(), by))
                .filter(field -> switch (field.shape()) {
                    case TEXT, WHOLE -> true;
                    case DECIMAL, FLAG, DAY, MOMENT, TIME, LINK, MANY, GROUP -> false;
                })
                .isPresent();
    }

    /** Everything that keeps an import from starting. */
    void ready(CatalogObject object, ImportSpec spec) {
        List<Problem> problems = new ArrayList<>();
        if (spec.columns().stream().allMatch(column -> column.field() == null)) {
            problems.add(Problem.of("IMPORT_NOTHING_MAPPED", "/mapping"));
        }
        Set<String> keys = ImportFields.keys(object, actor);
        if (spec.operation().equals("upsert")) {
            keys.remove("id");
        }
        if (spec.updates()) {
            String key = spec.key() == null && spec.operation().equals("update") ? "id" : spec.key();
            if (key == null || !keys.contains(key)) {
                problems.add(new Problem(
                        "IMPORT_KEY_UNKNOWN",
                        "/key",
                        Map.of("key", key == null ? "" : key, "keys", List.copyOf(keys))));
            } else if (spec.columnOf(key).isEmpty()) {
                problems.add(Problem.of("IMPORT_KEY_NOT_MAPPED", "/key", "key", key));
            }
        }
        // An upsert may find all its records; where it does not, the row tells what it lacks.
        if (spec.operation().equals("create")) {
            for (CatalogField field : object.ownFields()) {
                var definition = field.definition();
                boolean given = spec.columnOf(field.name()).isPresent()
                        || definition.defaultValue() != null
                        || definition.defaultExpression() != null;
                if (definition.required() && !field.computed() && !given) {
                    problems.add(Problem.of(
                            "IMPORT_REQUIRED_NOT_MAPPED",
                            "/mapping",
                            "field",
                            definition.label() == null
                                    ? field.name()
                                    : definition.label().in(actor.locale(), field.name())));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_IMPORT", problems);
        }
    }
}
