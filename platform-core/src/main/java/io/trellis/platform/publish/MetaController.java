package io.trellis.platform.publish;

import io.trellis.metadata.Problem;
import io.trellis.metadata.kind.FieldForm;
import io.trellis.metadata.kind.Kind;
import io.trellis.metadata.kind.Kinds;
import io.trellis.metadata.kind.PackageForm;
import io.trellis.metadata.schema.Documents;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemResponses;
import io.trellis.platform.problem.ProblemTexts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Definitions over HTTP: read, replaced and removed one by one, in JSON; {@code dryRun=true} reports and changes nothing. */
@RestController
@RequestMapping("/api/v1/meta")
class MetaController {
    private final Editor editor;

    MetaController(Editor editor) {
        this.editor = editor;
    }

    @GetMapping("/schemas/{file}")
    Map<String, Object> schema(@PathVariable String file) {
        String name = file.endsWith(".json") ? file.substring(0, file.length() - ".json".length()) : file;
        return switch (name) {
            case "package" -> PackageForm.publishedSchema();
            case "field", "fields" -> FieldForm.publishedSchema();
            default -> kind(name).publishedSchema();
        };
    }

    @GetMapping("/objects/{object}/fields/{field}")
    Map<String, Object> field(Actor actor, @PathVariable String object, @PathVariable String field) {
        return editor.getField(actor, object, field);
    }

    @PutMapping("/objects/{object}/fields/{field}")
    ResponseEntity<Object> putField(
            Actor actor,
            @PathVariable String object,
            @PathVariable String field,
            @RequestBody byte[] body,
            @RequestParam(defaultValue = "false") boolean dryRun,
            HttpServletRequest request) {
        return answer(editor.putField(actor, object, field, parse(body), dryRun), dryRun, request);
    }

    @DeleteMapping("/objects/{object}/fields/{field}")
    ResponseEntity<Object> removeField(
            Actor actor,
            @PathVariable String object,
            @PathVariable String field,
            @RequestParam(defaultValue = "false") boolean dryRun,
            HttpServletRequest request) {
        return answer(editor.removeField(actor, object, field, dryRun), dryRun, request);
    }

    @GetMapping("/{kind}")
    Map<String, List<Map<String, Object>>> list(Actor actor, @PathVariable String kind) {
        return Map.of(keyOf(kind), editor.list(actor, kind(kind)));
    }

    @GetMapping("/{kind}/{name}")
    Map<String, Object> get(Actor actor, @PathVariable String kind, @PathVariable String name) {
        return editor.get(actor, kind(kind), name);
    }

    @PutMapping("/{kind}/{name}")
    ResponseEntity<Object> put(
            Actor actor,
            @PathVariable String kind,
            @PathVariable String name,
            @RequestBody byte[] body,
            @RequestParam(defaultValue = "false") boolean dryRun,
            HttpServletRequest request) {
        return answer(editor.put(actor, kind(kind), name, parse(body), dryRun), dryRun, request);
    }

    @DeleteMapping("/{kind}/{name}")
    ResponseEntity<Object> remove(
            Actor actor,
            @PathVariable String kind,
            @PathVariable String name,
            @RequestParam(defaultValue = "false") boolean dryRun,
            HttpServletRequest request) {
        return answer(editor.remove(actor, kind(kind), name, dryRun), dryRun, request);
    }

    /** A dry run's answer: problems come with texts, as they do when a publish is refused. */
    record DryRun(
            List<PublishReport.Change> changes,
            List<String> dependants,
            PublishReport.FailingRows failingRows,
            List<Map<String, Object>> problems) {}

    static ResponseEntity<Object> answer(Editor.Edited edited, boolean dryRun, HttpServletRequest request) {
        if (dryRun) {
            PublishReport report = edited.report();
            return ResponseEntity.ok(new DryRun(
                    report.changes(),
                    report.dependants(),
                    report.failingRows(),
                    ProblemTexts.describe(report.problems(), ProblemResponses.locale(request))));
        }
        if (edited.document() == null) {
            return ResponseEntity.noContent().build();
        }
        return ResponseEntity.status(edited.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(edited.document());
    }

    static Kind<?> kind(String name) {
        return Kinds.find(name).orElseThrow(() -> {
            var params = new LinkedHashMap<String, Object>(Map.of("what", "kind", "name", name));
            Kinds.near(name).ifPresent(near -> params.put("suggestion", near));
            return new ProblemException(ProblemException.Kind.NOT_FOUND, "NOT_FOUND", params);
        });
    }

    /** {@code permission-sets} is awkward in JSON: {@code permissionSets}. */
    private static String keyOf(String kind) {
        return kind.equals("permission-sets") ? "permissionSets" : kind;
    }

    private static Object parse(byte[] body) {
        var problems = new ArrayList<Problem>();
        Optional<Documents.Parsed> parsed = Documents.readJson(body, problems::add);
        if (parsed.isEmpty()) {
            Problem malformed = problems.getFirst();
            throw new ProblemException(ProblemException.Kind.MALFORMED, malformed.code(), malformed.params());
        }
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_METADATA", problems);
        }
        return parsed.get().value();
    }
}
