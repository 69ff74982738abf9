package io.trellis.metadata.kind;

import io.trellis.metadata.definition.AssignmentDefinition;
import io.trellis.metadata.definition.AssignmentDefinition.Entry;
import io.trellis.metadata.definition.AssignmentDefinition.Method;
import io.trellis.metadata.definition.Worded;
import io.trellis.metadata.schema.Schemas;
import java.util.Map;

/** Assignment rules. */
public final class AssignmentKind extends Kind<AssignmentDefinition> {
    private static final int MOST_USERS = 500;

    AssignmentKind() {
        super(
                "assignments",
                AssignmentDefinition.class,
                "asg",
                base(true)
                        .required("object", Schemas.name())
                        .optional("active", Schemas.flag())
                        .optional("order", Schemas.whole(0, 100_000))
                        .optional("when", Schemas.described("Condition on the record", Schemas.expression()))
                        .required("entries", Schemas.listOf(entry(), 1, 200))
                        .build());
    }

    private static Map<String, Object> entry() {
        return Schemas.struct()
                .optional("name", Schemas.described("By which its turns are remembered", Schemas.name()))
                .optional("label", Schemas.label())
                .optional("when", Schemas.described("Condition on the record: the territory", Schemas.expression()))
                .optional("users", Schemas.described("Usernames", Schemas.listOf(Schemas.text(64), 1, MOST_USERS)))
                .optional("role", Schemas.name())
                .optional("department", Schemas.described("A department's name", Schemas.text(200)))
                .optional("people", Schemas.described("Condition on the person's own record", Schemas.expression()))
                .required("method", Schemas.oneOf(Worded.words(Method.class)))
                .optional("load", Schemas.described("Which records count as load", Schemas.expression()))
                .build();
    }

    @Override
    AssignmentDefinition build(Values values, String packageName) {
        String name = values.text("name", "");
        String object = values.text("object", "");
        return new AssignmentDefinition(
                name,
                values.text("id", defaultId(object + "." + name)),
                object,
                values.label("label"),
                values.flag("active", true),
                values.whole("order", 0),
                values.text("when"),
                values.list(
                        "entries",
                        entry -> new Entry(
                                entry.text("name"),
                                entry.label("label"),
                                entry.text("when"),
                                entry.names("users"),
                                entry.text("role"),
                                entry.text("department"),
                                entry.text("people"),
                                Worded.find(Method.class, entry.text("method")).orElse(Method.FIXED),
                                entry.text("load"))),
                packageName);
    }

    @Override
    public Map<String, Object> write(AssignmentDefinition assignment) {
        return head(assignment)
                .put("when", assignment.when())
                .put(
                        "entries",
                        assignment.entries().stream()
                                .map(entry -> new Out()
                                        .put("name", entry.name())
                                        .put("label", entry.label())
                                        .put("when", entry.when())
                                        .put("users", entry.users())
                                        .put("role", entry.role())
                                        .put("department", entry.department())
                                        .put("people", entry.people())
                                        .put("method", entry.method().word())
                                        .put("load", entry.load())
                                        .done())
                                .toList())
                .done();
    }
}
