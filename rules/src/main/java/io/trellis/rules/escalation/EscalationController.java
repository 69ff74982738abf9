package io.trellis.rules.escalation;

import io.trellis.platform.access.Actor;
import io.trellis.rules.input.Bodies;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Escalation rules over HTTP. */
@RestController
@RequestMapping("/api/v1/escalations")
final class EscalationController {
    private static final int MOST_ENTRIES = 200;

    private final EscalationService service;
    private final LogReader log;

    EscalationController(EscalationService service, LogReader log) {
        this.service = service;
        this.log = log;
    }

    @PostMapping("/{key}/evaluate")
    Map<String, Object> evaluate(Actor actor, @PathVariable("key") String key, @RequestBody byte[] body) {
        return service.evaluate(actor, key, Bodies.parse(body));
    }

    @PostMapping("/run")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, Object> run(Actor actor, @RequestBody(required = false) byte[] body) {
        return service.run(actor, body == null || body.length == 0 ? null : Bodies.parse(body));
    }

    @GetMapping("/log")
    Map<String, Object> log(
            Actor actor,
            @RequestParam(name = "object", required = false) String object,
            @RequestParam(name = "id", required = false) String id,
            @RequestParam(name = "rule", required = false) String rule,
            @RequestParam(name = "after", required = false) String after,
            @RequestParam(name = "size", defaultValue = "50") int size) {
        return log.read(actor, new LogReader.Question(object, id, rule, after, Math.clamp(size, 1, MOST_ENTRIES)));
    }
}
