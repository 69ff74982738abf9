package io.trellis.rules.decision;

import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemResponses;
import io.trellis.rules.input.Bodies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Decision tables over HTTP. */
@RestController
@RequestMapping("/api/v1/decisions")
final class DecisionController {
    private final DecisionService service;
    private final DmnExchange exchange;

    DecisionController(DecisionService service, DmnExchange exchange) {
        this.service = service;
        this.exchange = exchange;
    }

    @PostMapping("/{name}/evaluate")
    Map<String, Object> evaluate(
            Actor actor, @PathVariable("name") String name, @RequestBody byte[] body, HttpServletRequest request) {
        return service.evaluate(actor, name, Bodies.parse(body), ProblemResponses.locale(request));
    }

    @PostMapping("/check")
    Map<String, Object> check(Actor actor, @RequestBody byte[] body, HttpServletRequest request) {
        return service.check(actor, Bodies.parse(body), ProblemResponses.locale(request));
    }

    /** @param object whose fields the tables' inputs are; none makes them parameters */
    @PostMapping("/import")
    Map<String, Object> importDmn(
            Actor actor,
            @RequestBody byte[] file,
            @RequestParam(name = "object", required = false) String object,
            @RequestParam(name = "dryRun", required = false, defaultValue = "false") boolean dryRun,
            HttpServletRequest request) {
        return exchange.take(actor, file, object, dryRun, ProblemResponses.locale(request));
    }

    @GetMapping("/{name}.dmn")
    ResponseEntity<byte[]> exportDmn(Actor actor, @PathVariable("name") String name, HttpServletRequest request) {
        return ResponseEntity.ok()
                .header("Content-Type", "application/xml")
                .header("Content-Disposition", "attachment; filename=\"" + name + ".dmn\"")
                .body(exchange.give(actor, name, ProblemResponses.locale(request)));
    }
}
