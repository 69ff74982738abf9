package io.trellis.platform.transfer;

import io.trellis.platform.access.Actor;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Exports over HTTP. */
@RestController
@RequestMapping("/api/v1/exports")
final class ExportController {
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Exports exports;

    ExportController(Exports exports) {
        this.exports = exports;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ExportView start(Actor actor, @RequestBody ExportSpec spec) {
        return ExportView.of(exports.start(actor, spec), actor.locale());
    }

    @GetMapping
    ExportView.All list(Actor actor) {
        return new ExportView.All(exports.list(actor).stream()
                .map(job -> ExportView.of(job, actor.locale()))
                .toList());
    }

    @GetMapping("/{id}")
    ExportView get(Actor actor, @PathVariable String id) {
        return ExportView.of(exports.get(actor, id), actor.locale());
    }

    @PostMapping("/{id}/cancel")
    ExportView cancel(Actor actor, @PathVariable String id) {
        return ExportView.of(exports.cancel(actor, id), actor.locale());
    }

    @GetMapping("/{id}/file")
    void file(Actor actor, @PathVariable String id, HttpServletResponse response) throws IOException {
        Download file = exports.file(actor, id);
        boolean sheet = ExportSpec.of(exports.get(actor, id)).format().equals("xlsx");
        file.write(response, sheet ? XLSX : "text/csv;charset=UTF-8", id + (sheet ? ".xlsx" : ".csv"));
    }
}
