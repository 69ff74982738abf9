package io.trellis.platform.audit;

import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemTexts;
import io.trellis.platform.transfer.table.TableWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes the audit log as a table a person can open. That it was taken is an entry in it. */
@Component
class AuditExport {
    /** Enough for years of a company; older ones are had by narrowing the period. */
    static final long MOST_ROWS = 100_000;

    private static final List<String> COLUMNS =
            List.of("at", "kind", "action", "name", "user", "address", "agent", "object", "ref", "count", "details");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final AuditReader reader;
    private final Audit audit;

    AuditExport(AuditReader reader, Audit audit) {
        this.reader = reader;
        this.audit = audit;
    }

    /** To be called before anything is written, and before the answer has begun. */
    void note(Actor actor, AuditQuery query, String format) {
        reader.require(actor);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("format", format);
        if (query.kind() != null) {
            details.put("kind", query.kind().code());
        }
        if (query.user() != null) {
            details.put("user", query.user());
        }
        if (query.from() != null) {
            details.put("from", query.from().toString());
        }
        if (query.to() != null) {
            details.put("to", query.to().toString());
        }
        audit.write(
                actor.tenant(),
                AuditEvent.of(AuditAction.AUDIT_EXPORTED, actor.userId(), actor.name())
                        .with(details));
    }

    void write(Actor actor, AuditQuery query, boolean sheet, OutputStream out) throws IOException {
        String locale = actor.locale();
        try (TableWriter table = sheet ? TableWriter.xlsx(out, text("audit.title", locale)) : TableWriter.csv(out)) {
            table.row(COLUMNS.stream()
                    .map(column -> text("audit.column." + column, locale))
                    .toList());
            reader.each(actor, query, MOST_ROWS, entry -> table.row(cells(actor, entry)));
        }
    }

    private static List<Object> cells(Actor actor, AuditEntry entry) {
        List<Object> cells = new ArrayList<>();
        cells.add(LocalDateTime.ofInstant(entry.at(), actor.zone()));
        cells.add(text("audit.kind." + entry.kind(), actor.locale()));
        cells.add(text("audit.action." + entry.action(), actor.locale()));
        cells.add(entry.name());
        cells.add(entry.user());
        cells.add(entry.address());
        cells.add(entry.agent());
        cells.add(entry.object());
        cells.add(entry.ref());
        cells.add(entry.count());
        cells.add(entry.details().isEmpty() ? null : JSON.writeValueAsString(entry.details()));
        return cells;
    }

    static String text(String code, String locale) {
        return ProblemTexts.text(code, locale, Map.of());
    }
}
