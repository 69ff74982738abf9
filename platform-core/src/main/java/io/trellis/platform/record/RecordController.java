package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.problem.ProblemResponses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Records over HTTP. Bodies are read and answers written as bytes, because records have no classes to bind to. */
@RestController
@RequestMapping("/api/v1/records/{object}")
final class RecordController {
    private final JsonRecords records;

    RecordController(JsonRecords records) {
        this.records = records;
    }

    @GetMapping
    void list(Actor actor, @PathVariable("object") String object, HttpServletRequest request, HttpServletResponse out)
            throws IOException {
        records.list(actor, object, Requests.list(request)).write(out);
    }

    @PostMapping("/query")
    void query(Actor actor, @PathVariable("object") String object, HttpServletRequest request, HttpServletResponse out)
            throws IOException {
        records.list(actor, object, Requests.list(body(request))).write(out);
    }

    @PostMapping("/aggregate")
    void aggregate(
            Actor actor, @PathVariable("object") String object, HttpServletRequest request, HttpServletResponse out)
            throws IOException {
        records.aggregate(actor, object, Requests.aggregate(body(request))).write(out);
    }

    @PostMapping("/bulk")
    void bulk(Actor actor, @PathVariable("object") String object, HttpServletRequest request, HttpServletResponse out)
            throws IOException {
        Fields fields = Fields.of(body(request), "operation", "key", "allOrNothing", "records");
        BulkOperation operation = Requests.operation(fields.text("operation"));
        List<Map<String, Object>> rows = fields.objects("records");
        refuseIds(operation, fields.text("key"), rows);
        records.bulk(
                        actor,
                        object,
                        operation,
                        fields.text("key"),
                        rows,
                        fields.flag("allOrNothing"),
                        ProblemResponses.locale(request))
                .write(out);
    }

    /** Ids of new records are the platform's to choose. */
    private static void refuseIds(BulkOperation operation, String key, List<Map<String, Object>> rows) {
        boolean mayCreate = operation == BulkOperation.CREATE || operation == BulkOperation.UPSERT && key != null;
        for (int i = 0; mayCreate && i < rows.size(); i++) {
            if (rows.get(i).containsKey("id")) {
                throw new ProblemException(
                        Kind.INVALID,
                        "INVALID_RECORD",
                        Map.of(),
                        List.of(Problem.of("FIELD_READ_ONLY", "/records/" + i + "/id", "field", "id")));
            }
        }
    }

    @PostMapping
    void create(Actor actor, @PathVariable("object") String object, HttpServletRequest request, HttpServletResponse out)
            throws IOException {
        records.create(actor, object, body(request)).write(out);
    }

    @GetMapping("/{id}")
    void get(
            Actor actor,
            @PathVariable("object") String object,
            @PathVariable("id") String id,
            @RequestParam(name = "asOf", required = false) String asOf,
            HttpServletResponse out)
            throws IOException {
        records.get(actor, object, id, Requests.moment(asOf)).write(out);
    }

    @PatchMapping("/{id}")
    void update(
            Actor actor,
            @PathVariable("object") String object,
            @PathVariable("id") String id,
            HttpServletRequest request,
            HttpServletResponse out)
            throws IOException {
        Map<String, Object> body = body(request);
        Long version = Requests.version(request, body);
        records.update(actor, object, id, body, version).write(out);
    }

    @DeleteMapping("/{id}")
    void delete(
            Actor actor,
            @PathVariable("object") String object,
            @PathVariable("id") String id,
            @RequestParam(name = "purge", required = false) String purge,
            HttpServletRequest request,
            HttpServletResponse out) {
        if (Requests.flag("purge", purge)) {
            records.purge(actor, object, id);
        } else {
            records.delete(actor, object, id, Requests.version(request, Map.of()));
        }
        out.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    @PostMapping("/{id}/restore")
    void restore(
            Actor actor, @PathVariable("object") String object, @PathVariable("id") String id, HttpServletResponse out)
            throws IOException {
        records.restore(actor, object, id).write(out);
    }

    @GetMapping("/{id}/history")
    void history(
            Actor actor,
            @PathVariable("object") String object,
            @PathVariable("id") String id,
            HttpServletRequest request,
            HttpServletResponse out)
            throws IOException {
        records.history(actor, object, id, Requests.history(request)).write(out);
    }

    @GetMapping("/{id}/decisions")
    void decisions(
            Actor actor,
            @PathVariable("object") String object,
            @PathVariable("id") String id,
            HttpServletRequest request,
            HttpServletResponse out)
            throws IOException {
        records.decisions(actor, object, id, Requests.decisions(request)).write(out);
    }

    private static Map<String, Object> body(HttpServletRequest request) throws IOException {
        return JsonBody.readObject(request.getInputStream());
    }
}
