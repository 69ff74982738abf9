package io.trellis.rules.score;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.decision.Model;
import io.trellis.metadata.definition.ScoreDefinition;
import io.trellis.platform.cluster.TenantMemory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** The published models of every tenant, each compiled once for a catalog. Thread-safe. */
@Component
final class Scores implements TenantMemory {
    private final Map<String, Compiled> byTenant = new ConcurrentHashMap<>();

    private record Compiled(Catalog catalog, Map<String, Score> byName, Map<String, List<Score>> byObject) {}

    Optional<Score> find(String tenant, Catalog catalog, String name) {
        return Optional.ofNullable(of(tenant, catalog).byName.get(name));
    }

    /** The models that score an object's records. */
    List<Score> of(String tenant, Catalog catalog, String object) {
        return of(tenant, catalog).byObject.getOrDefault(object, List.of());
    }

    List<Score> all(String tenant, Catalog catalog) {
        return List.copyOf(of(tenant, catalog).byName.values());
    }

    static Map<String, ScoreDefinition> definitions(Catalog catalog) {
        return catalog.elements(ScoreDefinition.class);
    }

    /** Reads a model that need not be published. */
    static Optional<Model> read(Catalog catalog, ScoreDefinition definition, Consumer<Problem> problems) {
        return catalog.findObject(definition.object())
                .map(object -> Model.read(definition, catalog.scope(object), problems))
                .orElseGet(() -> {
                    problems.accept(Problem.of("OBJECT_MISSING", "/object", "name", definition.object()));
                    return Optional.empty();
                });
    }

    private Compiled of(String tenant, Catalog catalog) {
        Compiled known = byTenant.get(tenant);
        if (known != null && known.catalog == catalog) {
            return known;
        }
        var byName = new LinkedHashMap<String, Score>();
        var byObject = new LinkedHashMap<String, List<Score>>();
        definitions(catalog).forEach((name, definition) -> {
            Score score = Score.compile(read(catalog, definition, problem -> {
                        throw new IllegalStateException("published with a problem: " + problem);
                    })
                    .orElseThrow());
            byName.put(name, score);
            byObject.computeIfAbsent(definition.object(), _ -> new ArrayList<>())
                    .add(score);
        });
        Compiled fresh = new Compiled(catalog, byName, byObject);
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
