package io.trellis.platform.audit;

import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemResponses;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit log over HTTP. There is nothing here that changes or removes an entry. */
@RestController
@RequestMapping("/api/v1")
class AuditController {
    private final AuditReader reader;

    AuditController(AuditReader reader) {
        this.reader = reader;
    }

    /**
     * An entry for its reader.
     *
     * @param text what was done, in the reader's language
     */
    record EntryView(
            String id,
            Instant at,
            String kind,
            String action,
            String text,
            String user,
            String name,
            String address,
            String agent,
            String object,
            String ref,
            long count,
            Map<String, Object> details) {
        static EntryView of(AuditEntry entry, String locale) {
            return new EntryView(
                    entry.id(),
                    entry.at(),
                    entry.kind(),
                    entry.action(),
                    AuditExport.text("audit.action." + entry.action(), locale),
                    entry.user(),
                    entry.name(),
                    entry.address(),
                    entry.agent(),
                    entry.object(),
                    entry.ref(),
                    entry.count(),
                    entry.details());
        }
    }

    record EntryList(List<EntryView> entries, String next) {
        static EntryList of(AuditReader.Page page, String locale) {
            return new EntryList(
                    page.entries().stream()
                            .map(entry -> EntryView.of(entry, locale))
                            .toList(),
                    page.next());
        }
    }

    @GetMapping("/admin/audit")
    EntryList list(
            Actor actor,
            @RequestParam Map<String, String> parameters,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = "50") int size,
            HttpServletRequest request) {
        AuditReader.Page page =
                reader.list(actor, AuditQuery.of(parameters), after, Math.clamp(size, 1, AuditReader.MOST));
        return EntryList.of(page, ProblemResponses.locale(request));
    }

    @GetMapping("/admin/audit/{id}")
    EntryView get(Actor actor, @PathVariable String id, HttpServletRequest request) {
        return EntryView.of(reader.get(actor, id), ProblemResponses.locale(request));
    }

    @GetMapping("/auth/sign-ins")
    EntryList signIns(
            Actor actor,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = "50") int size,
            HttpServletRequest request) {
        return EntryList.of(
                reader.own(actor, after, Math.clamp(size, 1, AuditReader.MOST)), ProblemResponses.locale(request));
    }
}
