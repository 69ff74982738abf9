package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.AssignmentDefinition;
import io.trellis.metadata.definition.DecisionDefinition;
import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.definition.DuplicateRuleDefinition;
import io.trellis.metadata.definition.EscalationDefinition;
import io.trellis.metadata.definition.LayoutDefinition;
import io.trellis.metadata.definition.MappingDefinition;
import io.trellis.metadata.definition.MenuDefinition;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.definition.PermissionSetDefinition;
import io.trellis.metadata.definition.RoleDefinition;
import io.trellis.metadata.definition.RuleDefinition;
import io.trellis.metadata.definition.ScoreDefinition;
import io.trellis.metadata.definition.ScriptDefinition;
import io.trellis.metadata.definition.ViewDefinition;
import io.trellis.metadata.kind.Kinds;
import io.trellis.metadata.schema.Schemas;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Makes a catalog of definitions, or says everything that is wrong with them. Never throws for bad definitions, also not for
 * ones whose reader has already found problems.
 */
public final class CatalogCompiler {
    private static final Pattern NAME = Pattern.compile(Schemas.NAME);

    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Set<String>> users = new TreeMap<>();
    private final Draft draft = Draft.empty();

    private CatalogCompiler() {}

    /**
     * @param version the catalog's
     * @param definitions all elements of a tenant; an object without a prefix gets one, see {@link Catalog#objects}
     */
    public static Compilation compile(long version, Collection<? extends Definition> definitions) {
        return new CatalogCompiler().run(version, definitions);
    }

    private Compilation run(long version, Collection<? extends Definition> definitions) {
        List<ObjectDefinition> objects = Prefixes.complete(definitions.stream()
                .filter(ObjectDefinition.class::isInstance)
                .map(ObjectDefinition.class::cast)
                .toList());
        collect(objects, definitions);
        for (ObjectDefinition object : objects) {
            draft.objects().putIfAbsent(object.name(), ObjectCheck.outline(object, place(object)));
        }
        checkOnce(objects);
        var complete = new LinkedHashMap<String, CatalogObject>();
        draft.objects().forEach((name, object) -> {
            Place place = place(object.definition());
            ObjectCheck.relations(object, draft, place);
            complete.put(name, ExpressionCheck.complete(object, draft, place));
        });
        draft.objects().putAll(complete);
        DependencyCheck.check(draft.objects(), object -> place(object.definition()));
        checkMasters();
        checkOthers();
        return findings.isEmpty()
                ? new Compilation(
                        Optional.of(new Catalog(version, draft.objects().values(), draft.elements(), users)), List.of())
                : new Compilation(Optional.empty(), findings);
    }

    private Place place(Definition definition) {
        String kind = Kinds.of(definition).name();
        return new Place(kind, definition.key(), kind + "/" + definition.key(), "", findings, users);
    }

    private void collect(List<ObjectDefinition> objects, Collection<? extends Definition> definitions) {
        var ids = new HashMap<String, Definition>();
        for (Definition definition : definitions) {
            if (ids.putIfAbsent(definition.id(), definition) != null) {
                place(definition).at("id").report("DUPLICATE_ID", "id", definition.id());
            }
            if (!(definition instanceof ObjectDefinition)) {
                if (!NAME.matcher(definition.name()).matches()) {
                    place(definition)
                            .at("name")
                            .report("BAD_NAME", Map.of("value", definition.name(), "pattern", Schemas.NAME));
                }
                if (draft.put(definition) != null) {
                    place(definition).at("name").report("DUPLICATE_NAME", "name", definition.key());
                }
            }
        }
    }

    private void checkOnce(List<ObjectDefinition> objects) {
        var names = new HashSet<String>();
        var prefixes = new HashMap<String, String>();
        for (ObjectDefinition object : objects) {
            if (!names.add(object.name().toLowerCase(Locale.ROOT))) {
                place(object).at("name").report("DUPLICATE_NAME", "name", object.name());
            }
            String other = prefixes.putIfAbsent(object.prefix(), object.name());
            if (other != null) {
                place(object).at("prefix").report("PREFIX_TAKEN", Map.of("prefix", object.prefix(), "object", other));
            }
        }
    }

    /** A detail of a detail is fine, a circle is not: nothing in it could be made first. */
    private void checkMasters() {
        for (CatalogObject object : draft.objects().values()) {
            var path = new ArrayList<String>();
            CatalogObject here = object;
            while (here != null && !path.contains(here.name())) {
                path.add(here.name());
                here = here.masterField()
                        .flatMap(field -> field.targets().stream().findFirst())
                        .map(draft.objects()::get)
                        .orElse(null);
            }
            if (here != null && here.name().equals(object.name())) {
                path.add(here.name());
                place(object.definition()).at("fields").report("MASTER_CYCLE", "objects", String.join(" → ", path));
            }
        }
    }

    private void checkOthers() {
        var screens = new ScreenCheck(draft);
        var access = new AccessCheck(draft);
        for (MappingDefinition mapping : draft.mappings().values()) {
            MappingCheck.check(draft, mapping, place(mapping));
        }
        for (LayoutDefinition layout : draft.layouts().values()) {
            screens.check(layout, place(layout));
        }
        for (ViewDefinition view : draft.views().values()) {
            screens.check(view, place(view));
        }
        for (PermissionSetDefinition set : draft.permissionSets().values()) {
            access.check(set, place(set));
        }
        for (RoleDefinition role : draft.roles().values()) {
            access.check(role, place(role));
        }
        for (MenuDefinition menu : draft.menus().values()) {
            screens.check(menu, place(menu));
        }
        for (AssignmentDefinition assignment :
                draft.of(AssignmentDefinition.class).values()) {
            AssignmentCheck.check(draft, assignment, place(assignment));
        }
        var duplicates = new DuplicateRuleCheck(draft);
        for (DuplicateRuleDefinition rule :
                draft.of(DuplicateRuleDefinition.class).values()) {
            duplicates.check(rule, place(rule));
        }
        for (EscalationDefinition escalation :
                draft.of(EscalationDefinition.class).values()) {
            EscalationCheck.check(draft, escalation, place(escalation));
        }
        for (DecisionDefinition decision : draft.of(DecisionDefinition.class).values()) {
            DecisionCheck.check(draft, decision, place(decision));
        }
        var scripts = new ScriptCheck(draft);
        for (ScriptDefinition script : draft.of(ScriptDefinition.class).values()) {
            scripts.check(script, place(script));
        }
        var rules = new RuleCheck(draft);
        for (RuleDefinition rule : draft.of(RuleDefinition.class).values()) {
            rules.check(rule, place(rule));
        }
        rules.defaults(this::place);
        for (ScoreDefinition score : draft.of(ScoreDefinition.class).values()) {
            ScoreCheck.check(draft, score, place(score));
        }
    }
}
