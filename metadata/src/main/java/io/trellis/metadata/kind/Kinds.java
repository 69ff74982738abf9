package io.trellis.metadata.kind;

import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.schema.Near;
import java.util.List;
import java.util.Optional;

/** All kinds of metadata, in the order in which they build on each other. */
public final class Kinds {
    public static final ObjectKind OBJECTS = new ObjectKind();
    public static final MappingKind MAPPINGS = new MappingKind();
    public static final LayoutKind LAYOUTS = new LayoutKind();
    public static final ViewKind VIEWS = new ViewKind();
    public static final PermissionSetKind PERMISSION_SETS = new PermissionSetKind();
    public static final RoleKind ROLES = new RoleKind();
    public static final MenuKind MENUS = new MenuKind();
    public static final RuleKind RULES = new RuleKind();
    public static final AssignmentKind ASSIGNMENTS = new AssignmentKind();
    public static final DuplicateRuleKind DUPLICATE_RULES = new DuplicateRuleKind();
    public static final EscalationKind ESCALATIONS = new EscalationKind();
    public static final DecisionKind DECISIONS = new DecisionKind();
    public static final ScoreKind SCORES = new ScoreKind();
    public static final ScriptKind SCRIPTS = new ScriptKind();

    private static final List<Kind<?>> ALL = List.of(
            OBJECTS,
            MAPPINGS,
            LAYOUTS,
            VIEWS,
            PERMISSION_SETS,
            ROLES,
            MENUS,
            RULES,
            ASSIGNMENTS,
            DUPLICATE_RULES,
            ESCALATIONS,
            DECISIONS,
            SCORES,
            SCRIPTS);

    private Kinds() {}

    public static List<Kind<?>> all() {
        return ALL;
    }

    public static Optional<Kind<?>> find(String name) {
        return ALL.stream()
                .<Kind<?>>map(kind -> kind)
                .filter(kind -> kind.name().equals(name))
                .findFirst();
    }

    public static Kind<?> of(Definition definition) {
        return ALL.stream()
                .filter(kind -> kind.type().isInstance(definition))
                .findFirst()
                .orElseThrow();
    }

    /** The kind that was probably meant. */
    public static Optional<String> near(String name) {
        return Near.find(name, ALL.stream().map(Kind::name).toList());
    }
}
