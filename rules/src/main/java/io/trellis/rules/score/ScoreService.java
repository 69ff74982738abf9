package io.trellis.rules.score;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.decision.Model;
import io.trellis.metadata.definition.ScoreDefinition;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.kind.Kinds;
import io.trellis.metadata.schema.Schemas;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemTexts;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import io.trellis.rules.input.Bodies;
import io.trellis.rules.input.RecordInputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Questions to scored models, with the rights of who asks; nothing is written. */
@Component
final class ScoreService {
    private static final String DESIGNER = "manageMetadata";
    private static final Map<String, Object> OPEN = Schemas.mapOf("^.{1,200}$", Schemas.any());
    private static final Map<String, Object> QUESTION = Schemas.struct()
            .optional("id", Schemas.text(100))
            .optional("values", OPEN)
            .optional("definition", OPEN)
            .build();

    private final Catalogs catalogs;
    private final Scores scores;
    private final RecordService records;

    ScoreService(Catalogs catalogs, Scores scores, RecordService records) {
        this.catalogs = catalogs;
        this.scores = scores;
        this.records = records;
    }

    /**
     * @param body {@code id} and/or {@code values} of a record; {@code definition} to ask a model that isn't published, which only
     *     designers may
     */
    Map<String, Object> evaluate(Actor actor, String name, Object body) {
        Map<String, Object> question = question(body);
        Catalog catalog = catalogs.current(actor.tenant());
        boolean draft = question.get("definition") != null;
        Score score = draft
                ? draft(actor, catalog, name, (Map<?, ?>) question.get("definition"))
                : published(actor, catalog, name);
        var expressions = new LinkedHashMap<String, Checked>();
        score.model().when().ifPresent(when -> expressions.put("when", when));
        score.model().criteria().forEach(one -> expressions.put(one.definition().name(), one.expression()));
        var context = new RecordInputs(records, actor, catalog)
                .of(
                        catalog.getObject(score.definition().object()),
                        (String) question.get("id"),
                        Bodies.map(question.get("values")),
                        expressions);
        return answer(score, draft ? null : catalog.version(), score.evaluate(context));
    }

    /** What is wrong with a model; nothing is published. */
    Map<String, Object> check(Actor actor, Object body, String locale) {
        require(actor);
        var problems = new ArrayList<Problem>();
        model(catalogs.current(actor.tenant()), body, problems);
        return Map.of("problems", ProblemTexts.describe(problems, locale), "warnings", List.of());
    }

    private static Map<String, Object> question(Object body) {
        Map<String, Object> question = Bodies.read(QUESTION, body);
        if (question.get("id") == null && question.get("values") == null) {
            throw ProblemException.invalid("INVALID_INPUTS", List.of(Problem.of("DECISION_QUESTION", "/values")));
        }
        return question;
    }

    private static void require(Actor actor) {
        if (!actor.grants().maySystem(DESIGNER)) {
            throw new ProblemException(ProblemException.Kind.FORBIDDEN, "FORBIDDEN", Map.of("needs", DESIGNER));
        }
    }

    private Score published(Actor actor, Catalog catalog, String name) {
        return scores.find(actor.tenant(), catalog, name)
                .filter(score ->
                        RecordInputs.mayRead(actor.grants(), score.definition().object()))
                .orElseThrow(() -> ProblemException.notFound("score", name));
    }

    private static Score draft(Actor actor, Catalog catalog, String name, Map<?, ?> document) {
        require(actor);
        var complete = new LinkedHashMap<Object, Object>(document);
        complete.putIfAbsent("name", name);
        var problems = new ArrayList<Problem>();
        return model(catalog, complete, problems)
                .map(Score::compile)
                .orElseThrow(() -> ProblemException.invalid(
                        "INVALID_METADATA",
                        problems.stream().map(one -> one.under("/definition")).toList()));
    }

    private static Optional<Model> model(Catalog catalog, Object document, List<Problem> problems) {
        Optional<ScoreDefinition> definition = Kinds.SCORES.read(document, null, problems::add);
        return problems.isEmpty()
                ? definition.flatMap(one -> Scores.read(catalog, one, problems::add))
                : Optional.empty();
    }

    private static Map<String, Object> answer(Score score, Long version, Score.Result result) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("score", score.definition().name());
        answer.put("version", version);
        answer.put("applies", result.applies());
        answer.put("total", result.total() == null ? null : ScoreTrace.plain(result.total()));
        answer.put("grade", result.grade());
        answer.put("criteria", ScoreTrace.criteria(result));
        return answer;
    }
}
