package io.trellis.rules.decision;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.Realm;
import io.trellis.rules.input.RecordInputs;
import io.trellis.rules.script.Callable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Decision tables as functions, for code of other packages that knows them by name. Thread-safe. */
@Component
public final class DecisionCalls implements Callable {
    private static final Set<String> RECORD = Set.of("id", "values");

    private final DecisionService service;

    DecisionCalls(DecisionService service) {
        this.service = service;
    }

    @Override
    public boolean has(Catalog catalog, String name) {
        return Decisions.definitions(catalog).containsKey(name);
    }

    /**
     * @param args inputs by name; for a table about an object also {@code id} and {@code values} of a record, unless an input is called so
     * @return outputs by name, null where no row hits and there is no default; a list of outputs for hit policies that give several
     * @throws ProblemException NOT_FOUND, INVALID_INPUTS, INPUT_HIDDEN; DECISION_FAILED where rows contradict the hit policy
     */
    @Override
    public Object call(Actor actor, Realm realm, String name, Map<String, Object> args) {
        DecisionTable table = service.published(actor, realm.catalog(), name);
        var inputs = service.inputs(actor, realm.catalog(), table.table(), question(table, args));
        Outcome outcome = table.evaluate(inputs, RecordInputs.surroundings(actor));
        if (!outcome.ok()) {
            throw ProblemException.invalid("DECISION_FAILED", outcome.problems());
        }
        if (table.several()) {
            return outcome.results().stream().map(Answers::json).toList();
        }
        return outcome.results().isEmpty() ? null : Answers.json(outcome.outputs());
    }

    private static Map<String, Object> question(DecisionTable table, Map<String, Object> args) {
        boolean record = table.definition().object() != null
                && !args.isEmpty()
                && RECORD.containsAll(args.keySet())
                && table.definition().inputs().stream().noneMatch(input -> args.containsKey(input.name()));
        var question = new LinkedHashMap<String, Object>();
        if (record) {
            question.putAll(args);
        } else {
            question.put("inputs", args);
        }
        return question;
    }
}
