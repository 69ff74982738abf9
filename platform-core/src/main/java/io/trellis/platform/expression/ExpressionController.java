package io.trellis.platform.expression;

import io.trellis.metadata.Problem;
import io.trellis.metadata.schema.Documents;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemResponses;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The expression language over HTTP. */
@RestController
@RequestMapping("/api/v1/meta")
final class ExpressionController {
    private final ExpressionCheck check;

    ExpressionController(ExpressionCheck check) {
        this.check = check;
    }

    @GetMapping("/functions")
    Map<String, List<Map<String, Object>>> functions() {
        return Map.of("functions", FunctionReference.ALL);
    }

    @PostMapping("/expressions/check")
    Map<String, Object> check(Actor actor, @RequestBody byte[] body, HttpServletRequest request) {
        return check.check(actor, parse(body), ProblemResponses.locale(request));
    }

    private static Object parse(byte[] body) {
        var problems = new ArrayList<Problem>();
        Optional<Documents.Parsed> parsed = Documents.readJson(body, problems::add);
        if (parsed.isEmpty() || !problems.isEmpty()) {
            Problem malformed = problems.getFirst();
            throw new ProblemException(ProblemException.Kind.MALFORMED, malformed.code(), malformed.params());
        }
        return parsed.get().value();
    }
}
