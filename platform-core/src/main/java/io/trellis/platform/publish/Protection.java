package io.trellis.platform.publish;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.definition.PermissionSetDefinition;
import io.trellis.metadata.definition.RoleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps a tenant from sawing off the branch it sits on: what the platform itself needs stays as it is. */
final class Protection {
    /** The package whose objects the platform's own code uses. */
    static final String SYSTEM = "system";

    private Protection() {}

    /**
     * @param present null for a new element
     * @param wanted null for a removal
     */
    static void check(Element present, Definition wanted, Consumer<Problem> problems) {
        if (present == null || !SYSTEM.equals(present.definition().packageName())) {
            return;
        }
        Definition was = present.definition();
        boolean rights = was instanceof PermissionSetDefinition || was instanceof RoleDefinition;
        boolean kept = wanted != null && wanted.key().equals(was.key());
        if (rights && (wanted == null || !Element.document(was).equals(Element.document(wanted)))) {
            problems.accept(Problem.of("SYSTEM_ELEMENT", "", "element", present.address()));
        } else if (was instanceof ObjectDefinition object) {
            if (!kept) {
                problems.accept(
                        Problem.of("SYSTEM_ELEMENT", wanted == null ? "" : "/name", "element", present.address()));
            } else {
                checkFields(present, object, (ObjectDefinition) wanted, problems);
            }
        }
    }

    private static void checkFields(
            Element present, ObjectDefinition was, ObjectDefinition wanted, Consumer<Problem> problems) {
        for (Object shipped : (List<?>) present.shipped().get("fields")) {
            String name = String.valueOf(((Map<?, ?>) shipped).get("name"));
            Optional<FieldDefinition> before = was.findField(name);
            Optional<FieldDefinition> after = wanted.findField(name);
            boolean fine = before.isEmpty()
                    || after.isPresent()
                            && after.get().type().equals(before.get().type())
                            && after.get().id().equals(before.get().id());
            if (!fine) {
                problems.accept(Problem.of("SYSTEM_ELEMENT", "", "element", present.address() + "/fields/" + name));
            }
        }
    }
}
