package io.trellis.platform.audit;

import io.trellis.platform.access.Actor;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The audit log as a file. */
@RestController
@RequestMapping("/api/v1/admin/audit/file")
class AuditFileController {
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final AuditExport export;

    AuditFileController(AuditExport export) {
        this.export = export;
    }

    @GetMapping
    ResponseEntity<StreamingResponseBody> file(
            Actor actor,
            @RequestParam Map<String, String> parameters,
            @RequestParam(defaultValue = "csv") String format) {
        boolean sheet =
                switch (format) {
                    case "csv" -> false;
                    case "xlsx" -> true;
                    default -> throw AuditQuery.invalid("format", "csv, xlsx");
                };
        AuditQuery query = AuditQuery.of(parameters);
        export.note(actor, query, format);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, sheet ? XLSX : "text/csv;charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit." + format + "\"")
                .body(out -> export.write(actor, query, sheet, out));
    }
}
