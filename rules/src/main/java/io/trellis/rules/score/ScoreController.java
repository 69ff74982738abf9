package io.trellis.rules.score;

import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemResponses;
import io.trellis.rules.input.Bodies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Scored models over HTTP. */
@RestController
@RequestMapping("/api/v1/scores")
final class ScoreController {
    private final ScoreService service;

    ScoreController(ScoreService service) {
        this.service = service;
    }

    @PostMapping("/{name}/evaluate")
    Map<String, Object> evaluate(Actor actor, @PathVariable("name") String name, @RequestBody byte[] body) {
        return service.evaluate(actor, name, Bodies.parse(body));
    }

    @PostMapping("/check")
    Map<String, Object> check(Actor actor, @RequestBody byte[] body, HttpServletRequest request) {
        return service.check(actor, Bodies.parse(body), ProblemResponses.locale(request));
    }
}
