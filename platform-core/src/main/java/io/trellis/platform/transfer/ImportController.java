package io.trellis.platform.transfer;

import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Imports over HTTP. */
@RestController
@RequestMapping("/api/v1/imports")
final class ImportController {
    private final Imports imports;
    private final JsonMapper json;

    ImportController(Imports imports, JsonMapper json) {
        this.imports = imports;
        this.json = json;
    }

    /** Parts: {@code file}, and {@code options} with the JSON of {@link ImportRequest}. */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ImportView upload(Actor actor, MultipartHttpServletRequest request) throws IOException {
        MultipartFile file = request.getFile("file");
        if (file == null) {
            throw new ProblemException(Kind.MALFORMED, "MISSING_PARAMETER", Map.of("parameter", "file"));
        }
        try (InputStream content = file.getInputStream()) {
            return ImportView.of(
                    imports.upload(actor, file.getOriginalFilename(), content, options(request)), actor.locale());
        }
    }

    /** Browsers send it as a field or, with a content type of its own, as a file. */
    private ImportRequest options(MultipartHttpServletRequest request) throws IOException {
        String text = request.getParameter("options");
        MultipartFile part = request.getFile("options");
        if (text == null && part != null && part.getSize() < 1024 * 1024) {
            text = new String(part.getBytes(), StandardCharsets.UTF_8);
        }
        if (text == null || text.isBlank()) {
            throw new ProblemException(Kind.MALFORMED, "MISSING_PARAMETER", Map.of("parameter", "options"));
        }
        try {
            ImportRequest read = json.readValue(text, ImportRequest.class);
            return read == null ? ImportRequest.NOTHING : read;
        } catch (JacksonException e) {
            throw new ProblemException(
                    Kind.MALFORMED,
                    "INVALID_PARAMETER",
                    Map.of("parameter", "options", "expected", "{object, operation, key, mapping, sheet, dryRun}"));
        }
    }

    @GetMapping
    ImportView.All list(Actor actor) {
        return new ImportView.All(imports.list(actor).stream()
                .map(job -> ImportView.of(job, actor.locale()))
                .toList());
    }

    @GetMapping("/{id}")
    ImportView get(Actor actor, @PathVariable String id) {
        return ImportView.of(imports.get(actor, id), actor.locale());
    }

    @PutMapping("/{id}")
    ImportView change(Actor actor, @PathVariable String id, @RequestBody ImportRequest request) {
        return ImportView.of(imports.change(actor, id, request), actor.locale());
    }

    @PostMapping("/{id}/cancel")
    ImportView cancel(Actor actor, @PathVariable String id) {
        return ImportView.of(imports.cancel(actor, id), actor.locale());
    }

    @PostMapping("/{id}/undo")
    ImportView undo(Actor actor, @PathVariable String id) {
        return ImportView.of(imports.undo(actor, id), actor.locale());
    }

    @GetMapping("/{id}/errors")
    void errors(Actor actor, @PathVariable String id, HttpServletResponse response) throws IOException {
        imports.errors(actor, id)
                .orElseThrow(() -> ProblemException.notFound("errorFile", id))
                .write(response, "text/csv;charset=UTF-8", "errors-" + id + ".csv");
    }
}
