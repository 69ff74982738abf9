package io.trellis.rules.script;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.ScriptDefinition;
import io.trellis.metadata.definition.ScriptDefinition.Type;
import io.trellis.metadata.expression.Evaluator;
import io.trellis.metadata.expression.Expressions;
import io.trellis.rules.script.sandbox.Bundle;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The scripts of the catalogs in use, by what starts them; forgotten with the catalogs. Thread-safe. */
@Component
final class ScriptBook {
    /** Names the scripts that a tenant made without a package. */
    static final String TENANT = "tenant";

    private final Map<Catalog, Scripts> known = Collections.synchronizedMap(new WeakHashMap<>());

    /** A trigger and whether it concerns a record. */
    record Trigger(ScriptDefinition script, Evaluator condition) {}

    /** Those of one catalog. */
    static final class Scripts {
        private final Map<String, List<Trigger>> triggers = new ConcurrentHashMap<>();
        private final Map<String, Bundle> bundles = new ConcurrentHashMap<>();
    }

    private Scripts of(Catalog catalog) {
        return known.computeIfAbsent(catalog, _ -> new Scripts());
    }

    static Collection<ScriptDefinition> all(Catalog catalog) {
        return catalog.elements(ScriptDefinition.class).values();
    }

    static Optional<ScriptDefinition> find(Catalog catalog, String name, Type type) {
        return Optional.ofNullable(catalog.elements(ScriptDefinition.class).get(name))
                .filter(script -> script.type() == type && script.active());
    }

    static String packageOf(ScriptDefinition script) {
        return script.packageName() == null ? TENANT : script.packageName();
    }

    /** In their order. */
    List<Trigger> triggers(Catalog catalog, CatalogObject object, String moment) {
        return of(catalog).triggers.computeIfAbsent(object.name() + "/" + moment, _ -> all(catalog).stream()
                .filter(script -> script.trigger(moment) && object.name().equals(script.object()))
                .sorted(Comparator.comparingInt(ScriptDefinition::order).thenComparing(ScriptDefinition::name))
                .map(script -> new Trigger(script, condition(catalog, object, script)))
                .toList());
    }

    static Evaluator condition(Catalog catalog, CatalogObject object, ScriptDefinition script) {
        return script.condition() == null
                ? null
                : Expressions.checkCondition(script.condition(), catalog.scope(object))
                        .compile();
    }

    /** The scripts of a package, which share contexts and libraries; tests are not among them. */
    Bundle bundle(String tenant, Catalog catalog, ScriptDefinition script) {
        return of(catalog)
                .bundles
                .computeIfAbsent(
                        tenant + "/" + packageOf(script), owner -> bundle(owner, catalog, script.packageName(), false));
    }

    static Bundle bundle(String owner, Catalog catalog, String packageName, boolean tests) {
        var sources = new LinkedHashMap<String, String>();
        for (ScriptDefinition script : all(catalog)) {
            if (Objects.equals(script.packageName(), packageName) && (tests || script.type() != Type.TEST)) {
                sources.put(script.name(), script.source());
            }
        }
        return new Bundle(owner, sources);
    }
}
