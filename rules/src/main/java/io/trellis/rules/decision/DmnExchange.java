package io.trellis.rules.decision;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.decision.TableCheck;
import io.trellis.metadata.definition.DecisionDefinition;
import io.trellis.metadata.kind.Kinds;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemTexts;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.publish.DefinitionDoor;
import io.trellis.rules.decision.dmn.DmnReader;
import io.trellis.rules.decision.dmn.DmnWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Decision tables that come from and go to other products as DMN files. For designers only. */
@Component
final class DmnExchange {
    private final Catalogs catalogs;
    private final DefinitionDoor door;
    private final DecisionService service;

    DmnExchange(Catalogs catalogs, DefinitionDoor door, DecisionService service) {
        this.catalogs = catalogs;
        this.door = door;
        this.service = service;
    }

    /**
     * Publishes every table of a file, or none.
     *
     * @param dryRun answers what is wrong instead of refusing, and publishes nothing
     * @return {@code decisions} with what each became, {@code problems}, {@code warnings}
     */
    Map<String, Object> take(Actor actor, byte[] file, String object, boolean dryRun, String locale) {
        DecisionService.require(actor);
        Catalog catalog = catalogs.current(actor.tenant());
        var problems = new ArrayList<Problem>();
        List<DecisionDefinition> tables = DmnReader.read(file, object, problems::add);
        var warnings = new ArrayList<Problem>();
        boolean readable = problems.isEmpty();
        for (DecisionDefinition table : tables) {
            if (readable) {
                String place = "/" + table.name();
                Decisions.read(catalog, table, problem -> problems.add(problem.under(place)))
                        .ifPresent(one -> {
                            TableCheck.check(one, problem -> problems.add(problem.under(place)));
                            TableCheck.warnings(one).forEach(problem -> warnings.add(problem.under(place)));
                        });
            }
        }
        if (!problems.isEmpty() && !dryRun) {
            throw ProblemException.invalid("INVALID_DMN", problems);
        }
        var documents = new LinkedHashMap<String, Object>();
        tables.forEach(table -> documents.put(table.name(), Kinds.DECISIONS.write(table)));
        Map<String, DecisionDefinition> present = Decisions.definitions(catalog);
        if (problems.isEmpty() && !dryRun) {
            documents.values().forEach(document -> ((Map<?, ?>) document).remove("id"));
            door.putAll(actor, Kinds.DECISIONS, documents, false);
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put(
                "decisions",
                tables.stream()
                        .map(table -> Map.of(
                                "name", table.name(),
                                "created", !present.containsKey(table.name()),
                                "definition", documents.get(table.name())))
                        .toList());
        answer.put("problems", ProblemTexts.describe(problems, locale));
        answer.put("warnings", ProblemTexts.describe(warnings, locale));
        return answer;
    }

    /** @throws ProblemException DMN_NOT_EXPRESSIBLE with every cell that FEEL has nothing like */
    byte[] give(Actor actor, String name, String locale) {
        DecisionService.require(actor);
        DecisionTable table = service.published(actor, catalogs.current(actor.tenant()), name);
        var problems = new ArrayList<Problem>();
        byte[] file = DmnWriter.write(table.table(), locale, problems::add);
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_DMN", problems);
        }
        return file;
    }
}
