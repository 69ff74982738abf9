package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.AssignmentDefinition;
import io.trellis.metadata.definition.AssignmentDefinition.Entry;
import io.trellis.metadata.definition.AssignmentDefinition.Method;
import java.util.HashSet;

/** Checks assignment rules: an object whose records have owners, conditions over it, and somebody to choose from. */
final class AssignmentCheck {
    private static final String PEOPLE = "user";

    private AssignmentCheck() {}

    static void check(Draft draft, AssignmentDefinition assignment, Place place) {
        CatalogObject object =
                place.at("object").object(draft, assignment.object()).orElse(null);
        if (object == null) {
            return;
        }
        if (!object.definition().owned()) {
            place.at("object").report("OBJECT_NOT_OWNED", "object", object.name());
        }
        if (assignment.when() != null) {
            Conditions.check(assignment.when(), object, draft, place.at("when"), false);
        }
        var names = new HashSet<String>();
        for (int i = 0; i < assignment.entries().size(); i++) {
            String name = assignment.entries().get(i).name();
            if (name != null && !names.add(name)) {
                place.at("entries", i).at("name").report("DUPLICATE_NAME", "name", name);
            }
            entry(draft, object, assignment.entries().get(i), place.at("entries", i));
        }
    }

    private static void entry(Draft draft, CatalogObject object, Entry entry, Place at) {
        if (entry.when() != null) {
            Conditions.check(entry.when(), object, draft, at.at("when"), false);
        }
        if (entry.users().isEmpty() && entry.role() == null && entry.department() == null && entry.people() == null) {
            at.report("MISSING_KEY", "key", "users");
        }
        if (entry.role() != null) {
            if (draft.roles().containsKey(entry.role())) {
                at.at("role").uses("roles/" + entry.role());
            } else {
                at.at("role")
                        .reportMissing(
                                "ROLE_MISSING", entry.role(), draft.roles().keySet());
            }
        }
        if (entry.people() != null) {
            at.at("people")
                    .object(draft, PEOPLE)
                    .ifPresent(user -> Conditions.check(entry.people(), user, draft, at.at("people"), true));
        }
        if (entry.load() != null) {
            if (entry.method() != Method.LEAST_LOAD) {
                at.at("load")
                        .report(
                                "KEY_OF_OTHER_TYPE",
                                java.util.Map.of(
                                        "key", "load", "type", entry.method().word()));
            }
            Conditions.check(entry.load(), object, draft, at.at("load"), true);
        }
    }
}
