package io.trellis.rules.condition;

import io.trellis.metadata.Problem;
import io.trellis.metadata.schema.Documents;
import io.trellis.metadata.schema.SchemaCheck;
import io.trellis.metadata.schema.Schemas;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemResponses;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Rules over HTTP: what they would say of a record, and why. */
@RestController
class RuleController {
    private static final Map<String, Object> SCHEMA = Schemas.struct()
            .required("object", Schemas.text(40))
            .optional("id", Schemas.map("type", List.of("string", "null")))
            .optional("values", Schemas.map("type", "object"))
            .optional("rule", Schemas.map("type", "object"))
            .build();

    private final Trials trials;

    RuleController(Trials trials) {
        this.trials = trials;
    }

    @PostMapping("/api/v1/rules/evaluate")
    Map<String, Object> evaluate(Actor actor, @RequestBody byte[] body, HttpServletRequest request) {
        Map<?, ?> read = read(body);
        return trials.evaluate(
                actor,
                new Trials.Request(
                        (String) read.get("object"),
                        (String) read.get("id"),
                        read.get("values") instanceof Map<?, ?> values ? values : Map.of(),
                        read.get("rule")),
                ProblemResponses.locale(request));
    }

    private static Map<?, ?> read(byte[] body) {
        List<Problem> problems = new ArrayList<>();
        Object document = Documents.readJson(body, problems::add)
                .map(Documents.Parsed::value)
                .orElse(null);
        if (!problems.isEmpty()) {
            throw new ProblemException(
                    ProblemException.Kind.MALFORMED,
                    problems.getFirst().code(),
                    problems.getFirst().params(),
                    problems);
        }
        SchemaCheck.check(SCHEMA, Schemas.SHARED, document, "", problems::add);
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("MALFORMED_REQUEST", problems);
        }
        return (Map<?, ?>) document;
    }
}
