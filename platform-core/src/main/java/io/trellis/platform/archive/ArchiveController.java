package io.trellis.platform.archive;

import io.trellis.platform.access.AdminToken;
import io.trellis.platform.audit.AuditAction;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemResponses;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.tenant.RegistryGate;
import io.trellis.platform.tenant.Tenant;
import io.trellis.platform.tenant.TenantState;
import io.trellis.platform.tenant.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Backups and restorations of whole tenants, and whether a tenant may be written to: for whoever runs the installation. */
@RestController
@RequestMapping("/api/v1/tenants/{name}")
final class ArchiveController {
    private final ArchiveTasks tasks;
    private final RecordStore store;
    private final Tenants tenants;
    private final RegistryGate gate;
    private final AdminToken token;

    ArchiveController(ArchiveTasks tasks, RecordStore store, Tenants tenants, RegistryGate gate, AdminToken token) {
        this.tasks = tasks;
        this.store = store;
        this.tenants = tenants;
        this.gate = gate;
        this.token = token;
    }

    /** @param credentials whether passwords go along, as hashes; they do unless told otherwise */
    record NewBackup(Boolean credentials) {}

    /** @param state {@code open} or {@code readOnly} */
    record NewState(String state) {}

    /** Before anything of a request is looked at. */
    @ModelAttribute
    void requireToken(@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String authorization) {
        token.require(authorization);
    }

    @PostMapping("/backups")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ArchiveTask backup(@PathVariable String name, @RequestBody(required = false) NewBackup wanted) {
        return tasks.backup(name, wanted == null || !Boolean.FALSE.equals(wanted.credentials()));
    }

    @GetMapping("/backups")
    Map<String, List<ArchiveTask>> backups(@PathVariable String name, HttpServletRequest request) {
        String locale = ProblemResponses.locale(request);
        return Map.of(
                "backups",
                tasks.backups(name).stream().map(task -> task.in(locale)).toList());
    }

    @GetMapping("/backups/{id}")
    ArchiveTask backup(@PathVariable String name, @PathVariable String id, HttpServletRequest request) {
        return tasks.backup(name, id).in(ProblemResponses.locale(request));
    }

    @GetMapping("/backups/{id}/file")
    ResponseEntity<Resource> file(@PathVariable String name, @PathVariable String id) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(id + ".trellis")
                                .build()
                                .toString())
                .body(new FileSystemResource(tasks.file(name, id)));
    }

    @DeleteMapping("/backups/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String name, @PathVariable String id) {
        tasks.remove(name, id);
    }

    @PostMapping(path = "/restore", consumes = "application/zip")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ArchiveTask restore(
            @PathVariable String name,
            @RequestParam(defaultValue = "false") boolean replace,
            HttpServletRequest request)
            throws IOException {
        return tasks.restore(name, replace, request.getInputStream());
    }

    @GetMapping("/restore")
    ArchiveTask restoration(@PathVariable String name, HttpServletRequest request) {
        return tasks.restoration(name).in(ProblemResponses.locale(request));
    }

    @PutMapping("/state")
    Tenant state(@PathVariable String name, @RequestBody NewState wanted) {
        tenants.find(name).orElseThrow(() -> ProblemException.notFound("tenant", name));
        TenantState state =
                wanted.state() == null ? null : TenantState.find(wanted.state()).orElse(null);
        if (state == null || state == TenantState.CLOSED) {
            throw ProblemException.invalid(
                    "INVALID_TENANT",
                    List.of(io.trellis.metadata.Problem.of(
                            "NOT_AN_OPTION", "/state", "value", String.valueOf(wanted.state()))));
        }
        tasks.note(name, AuditAction.TENANT_STATE_CHANGED, state.text());
        gate.set(name, state, !store.shared());
        return tenants.find(name).orElseThrow();
    }
}
