package io.trellis.rules.decision;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.decision.Table;
import io.trellis.metadata.decision.TableReader;
import io.trellis.metadata.definition.DecisionDefinition;
import io.trellis.metadata.expression.TypeScope;
import io.trellis.platform.cluster.TenantMemory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** The published decision tables of every tenant, each compiled once for a catalog. Thread-safe. */
@Component
public final class Decisions implements TenantMemory {
    private final Map<String, Compiled> byTenant = new ConcurrentHashMap<>();

    private record Compiled(Catalog catalog, Map<String, DecisionTable> tables) {}

    /** The table of that name; empty when the catalog has none. */
    public Optional<DecisionTable> find(String tenant, Catalog catalog, String name) {
        DecisionDefinition definition =
                catalog.elements(DecisionDefinition.class).get(name);
        return definition == null
                ? Optional.empty()
                : Optional.of(of(tenant, catalog).tables.computeIfAbsent(name, _ -> compile(catalog, definition)));
    }

    /** Every published table's definition, by name. */
    public static Map<String, DecisionDefinition> definitions(Catalog catalog) {
        return catalog.elements(DecisionDefinition.class);
    }

    /** Reads a table that need not be published; empty exactly when there are problems, with paths into the definition. */
    static Optional<Table> read(Catalog catalog, DecisionDefinition definition, Consumer<Problem> problems) {
        if (definition.object() == null) {
            return TableReader.read(definition, Optional.empty(), problems);
        }
        Optional<CatalogObject> object = catalog.findObject(definition.object());
        if (object.isEmpty()) {
            problems.accept(Problem.of("OBJECT_MISSING", "/object", "name", definition.object()));
            return Optional.empty();
        }
        TypeScope scope = catalog.scope(object.get());
        return TableReader.read(definition, Optional.of(scope), problems);
    }

    private static DecisionTable compile(Catalog catalog, DecisionDefinition definition) {
        return DecisionTable.compile(read(catalog, definition, problem -> {
                    throw new IllegalStateException("published with a problem: " + problem);
                })
                .orElseThrow());
    }

    private Compiled of(String tenant, Catalog catalog) {
        Compiled known = byTenant.get(tenant);
        if (known != null && known.catalog == catalog) {
            return known;
        }
        Compiled fresh = new Compiled(catalog, new ConcurrentHashMap<>());
        if (known == null || known.catalog.version() <= catalog.version()) {
            byTenant.put(tenant, fresh);
        }
        return fresh;
    }

    @Override
    public void forgetTenant(String tenant) {
        byTenant.remove(tenant);
    }
}
