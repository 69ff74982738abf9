package io.trellis.rules.decision;

import io.trellis.metadata.Problem;
import io.trellis.metadata.schema.Documents;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemResponses;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Decision tables over HTTP. */
@RestController
@RequestMapping("/api/v1/decisions")
final class DecisionController {
    private final DecisionService service;

    DecisionController(DecisionService service) {
        this.service = service;
    }

    @PostMapping("/{name}/evaluate")
    Map<String, Object> evaluate(
            Actor actor, @PathVariable("name") String name, @RequestBody byte[] body, HttpServletRequest request) {
        return service.evaluate(actor, name, parse(body), ProblemResponses.locale(request));
    }

    @PostMapping("/check")
    Map<String, Object> check(Actor actor, @RequestBody byte[] body, HttpServletRequest request) {
        return service.check(actor, parse(body), ProblemResponses.locale(request));
    }

    /** Exact numbers, no doubled keys; data binding would lose both. */
    static Object parse(byte[] body) {
        var problems = new ArrayList<Problem>();
        Optional<Documents.Parsed> parsed = Documents.readJson(body, problems::add);
        if (!problems.isEmpty() || parsed.isEmpty()) {
            Problem malformed = problems.getFirst();
            throw new ProblemException(ProblemException.Kind.MALFORMED, malformed.code(), malformed.params());
        }
        return parsed.get().value();
    }
}
