package io.trellis.platform.publish;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.ObjectRule;
import io.trellis.metadata.definition.RuleDefinition;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.TypeScope;
import io.trellis.metadata.kind.Kinds;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The conditional rules that an actor's forms may follow: active ones that read nothing the actor may not read. The others act
 * on the server only, where a form learns from them no more than that a record is refused.
 */
final class VisibleRules {
    private final Catalog catalog;
    private final Grants grants;

    private VisibleRules(Catalog catalog, Actor actor) {
        this.catalog = catalog;
        this.grants = actor.grants();
    }

    static List<Map<String, Object>> of(Catalog catalog, Actor actor) {
        var visible = new VisibleRules(catalog, actor);
        return ObjectRule.active(catalog.rules().values())
                .flatMap(rule -> visible.rule(rule).stream())
                .toList();
    }

    private Optional<Map<String, Object>> rule(RuleDefinition rule) {
        CatalogObject object = catalog.getObject(rule.object());
        if (!readable(object) || !reads(rule, object)) {
            return Optional.empty();
        }
        List<String> governed = rule.governed().stream()
                .filter(name -> readable(object, object.fields().get(name)))
                .toList();
        if (governed.isEmpty() && !rule.governed().isEmpty()) {
            return Optional.empty();
        }
        var document = new LinkedHashMap<>(Kinds.RULES.write(rule));
        document.computeIfPresent("fields", (_, _) -> governed);
        return Optional.of(document);
    }

    /** Names that may not be read are no names in the scope, so a source that uses one has a problem. */
    private boolean reads(RuleDefinition rule, CatalogObject object) {
        TypeScope scope = catalog.scope(object, this::readable);
        boolean byReadable =
                rule.by() == null || readable(object, object.fields().get(rule.by()));
        boolean own = known(rule.when(), scope.withBefore())
                && known(rule.check(), scope.withBefore())
                && known(rule.value() == null ? null : rule.value().expression(), scope);
        if (!own || !byReadable || rule.filter() == null) {
            return own && byReadable;
        }
        CatalogField field = object.fields().get(rule.field());
        CatalogObject target = catalog.getObject(field.targets().getFirst());
        return known(rule.filter(), catalog.scope(target, object, this::readable));
    }

    private static boolean known(String source, TypeScope scope) {
        return source == null
                || Expressions.check(source, scope, Optional.empty()).ok();
    }

    private boolean readable(CatalogObject object) {
        return grants.mayCreate(object.name())
                || !(grants.scope(object.name(), Grants.Action.READ) instanceof Predicate.None);
    }

    private boolean readable(CatalogObject object, CatalogField field) {
        return readable(object) && (field.system() || grants.mayRead(object.name(), field.name()));
    }
}
