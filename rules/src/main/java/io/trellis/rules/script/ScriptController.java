package io.trellis.rules.script;

import io.trellis.metadata.Problem;
import io.trellis.metadata.schema.Documents;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Scripts over HTTP. */
@RestController
@RequestMapping("/api/v1")
final class ScriptController {
    private static final int MOST_RUNS = 200;

    private final ScriptService service;
    private final ScriptTrials trials;

    ScriptController(ScriptService service, ScriptTrials trials) {
        this.service = service;
        this.trials = trials;
    }

    @RequestMapping(
            path = "/custom/{package}/{name}",
            method = {
                RequestMethod.GET,
                RequestMethod.POST,
                RequestMethod.PUT,
                RequestMethod.PATCH,
                RequestMethod.DELETE
            })
    ResponseEntity<byte[]> endpoint(
            Actor actor,
            @PathVariable("package") String packageName,
            @PathVariable("name") String name,
            @RequestParam Map<String, String> query,
            @RequestBody(required = false) byte[] body,
            HttpServletRequest request) {
        var input = new LinkedHashMap<String, Object>();
        input.put("method", request.getMethod());
        input.put("query", query);
        input.put("body", body == null || body.length == 0 ? null : parse(body));
        return answer(service.endpoint(actor, packageName, name, input));
    }

    @GetMapping("/records/{object}/{id}/buttons")
    Map<String, Object> buttons(Actor actor, @PathVariable("object") String object, @PathVariable("id") String id) {
        return Map.of("buttons", service.buttons(actor, object, id));
    }

    @PostMapping("/records/{object}/{id}/buttons/{script}")
    ResponseEntity<byte[]> button(
            Actor actor,
            @PathVariable("object") String object,
            @PathVariable("id") String id,
            @PathVariable("script") String script,
            @RequestBody(required = false) byte[] body) {
        Map<String, Object> input = body == null || body.length == 0 ? Map.of() : Wire.map(parse(body));
        return answer(service.button(actor, object, id, script, input));
    }

    /** Always a trial: nothing of what the script does lasts. */
    @PostMapping("/scripts/{name}/run")
    ResponseEntity<byte[]> run(Actor actor, @PathVariable("name") String name, @RequestBody byte[] body) {
        return answer(trials.run(actor, name, Wire.map(parse(body))));
    }

    @GetMapping("/scripts/log")
    Map<String, Object> log(
            Actor actor,
            @RequestParam(name = "script", required = false) String script,
            @RequestParam(name = "failed", required = false) Boolean failed,
            @RequestParam(name = "before", required = false) String before,
            @RequestParam(name = "size", defaultValue = "50") int size) {
        return service.log(actor, script, failed, before, Math.clamp(size, 1, MOST_RUNS));
    }

    @GetMapping(path = "/meta/scripts/typings")
    ResponseEntity<byte[]> typings(Actor actor) {
        return ResponseEntity.ok()
                .header("Content-Type", "application/typescript; charset=utf-8")
                .body(service.typings(actor).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static ResponseEntity<byte[]> answer(Object value) {
        return value == null
                ? ResponseEntity.noContent().build()
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Wire.answer(value));
    }

    /** Exact numbers, no doubled keys. */
    private static Object parse(byte[] body) {
        var problems = new ArrayList<Problem>();
        var parsed = Documents.readJson(body, problems::add);
        if (!problems.isEmpty() || parsed.isEmpty()) {
            Problem malformed = problems.getFirst();
            throw new ProblemException(ProblemException.Kind.MALFORMED, malformed.code(), malformed.params());
        }
        return parsed.get().value();
    }
}
