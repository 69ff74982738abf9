package io.trellis.metadata.catalog;

import io.trellis.metadata.Problem;
import io.trellis.metadata.expression.ExpressionProblem;
import io.trellis.metadata.schema.Near;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where in an element a check is looking: problems it reports and elements it finds in use are filed under that place.
 *
 * @param user who uses what is found here: {@code views/visit.mine}, {@code objects/visit/fields/cost}
 */
record Place(
        String kind, String key, String user, String path, List<Finding> findings, Map<String, Set<String>> users) {

    Place at(String step) {
        return new Place(kind, key, user, path + "/" + step, findings, users);
    }

    Place at(String step, int index) {
        return at(step + "/" + index);
    }

    /** The same place, seen as part of a field. */
    Place ofField(String field) {
        return new Place(kind, key, "objects/" + key + "/fields/" + field, path, findings, users);
    }

    void report(String code) {
        report(code, Map.of());
    }

    void report(String code, String name, Object value) {
        report(code, Map.of(name, value));
    }

    void report(String code, Map<String, Object> params) {
        report(new Problem(code, "", params));
    }

    /** @param problem its path is relative to this place */
    void report(Problem problem) {
        findings.add(new Finding(kind, key, problem.under(path)));
    }

    void report(List<ExpressionProblem> problems) {
        for (ExpressionProblem problem : problems) {
            var params = new LinkedHashMap<>(problem.params());
            params.put("offset", problem.offset());
            params.put("length", problem.length());
            report(problem.code(), params);
        }
    }

    /** Something named here does not exist; says what was probably meant. */
    void reportMissing(String code, String name, Collection<String> known) {
        var params = new LinkedHashMap<String, Object>();
        params.put("name", name);
        Near.find(name, known).ifPresent(near -> params.put("suggestion", near));
        report(code, params);
    }

    void uses(String element) {
        if (!element.equals(user)) {
            users.computeIfAbsent(element, _ -> new TreeSet<>()).add(user);
        }
    }

    Optional<CatalogObject> object(Draft draft, String name) {
        return object(draft, name, "OBJECT_MISSING");
    }

    /** The object of that name; reports when there is none. */
    Optional<CatalogObject> object(Draft draft, String name, String code) {
        CatalogObject object = draft.objects().get(name);
        if (object == null) {
            reportMissing(code, name, draft.objects().keySet());
            return Optional.empty();
        }
        uses("objects/" + name);
        return Optional.of(object);
    }

    /** The field of that name; reports when there is none. */
    Optional<CatalogField> field(CatalogObject object, String name) {
        Optional<CatalogField> field = object.findField(name);
        if (field.isEmpty()) {
            reportMissing("FIELD_MISSING", name, object.fields().keySet());
        } else {
            uses(object, field.get());
        }
        return field;
    }

    void uses(CatalogObject object, CatalogField field) {
        if (!field.system()) {
            uses("objects/" + object.name() + "/fields/" + field.name());
        }
    }

    /** The field a path leads to, through lookups of a single object each; reports what does not lead on. */
    Optional<CatalogField> field(Draft draft, CatalogObject object, String path) {
        CatalogObject here = object;
        String[] steps = path.split("\\.");
        for (int i = 0; i < steps.length - 1; i++) {
            Optional<CatalogField> link = field(here, steps[i]);
            if (link.isEmpty()) {
                return link;
            }
            CatalogObject next = link.get().shape() == io.trellis.metadata.field.Shape.LINK
                            && link.get().targets().size() == 1
                    ? draft.objects().get(link.get().targets().getFirst())
                    : null;
            if (next == null) {
                report("NO_WAY_THROUGH", "name", steps[i]);
                return Optional.empty();
            }
            here = next;
        }
        return field(here, steps[steps.length - 1]);
    }
}
