package io.trellis.rules.assignment;

import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemResponses;
import io.trellis.rules.input.Bodies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Assignment rules over HTTP. */
@RestController
@RequestMapping("/api/v1/assignments")
final class AssignmentController {
    private final AssignmentService service;

    AssignmentController(AssignmentService service) {
        this.service = service;
    }

    @PostMapping("/evaluate")
    Map<String, Object> evaluate(Actor actor, @RequestBody byte[] body, HttpServletRequest request) {
        return service.evaluate(actor, Bodies.parse(body), ProblemResponses.locale(request));
    }
}
