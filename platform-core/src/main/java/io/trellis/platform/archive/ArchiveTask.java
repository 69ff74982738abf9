package io.trellis.platform.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemTexts;
import java.time.Instant;
import java.util.Map;

/**
 * A backup or restoration that a server does, as far as it has come.
 *
 * @param id of the backup, or {@code restore}
 * @param state {@code running}, {@code done} or {@code failed}
 * @param part what is worked on; null at the end
 * @param lines how many things of the part are done
 * @param facts of the archive, once it has been read through; else null
 * @param problem why it failed, as code and text; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ArchiveTask(
        String id,
        String tenant,
        String state,
        Instant startedAt,
        String part,
        Long lines,
        ArchiveFacts facts,
        Map<String, Object> problem) {
    static ArchiveTask begun(String id, String tenant) {
        return new ArchiveTask(id, tenant, "running", Instant.now(), null, null, null, null);
    }

    static ArchiveTask kept(String id, ArchiveFacts facts) {
        return new ArchiveTask(id, facts.tenant(), "done", facts.createdAt(), null, null, facts, null);
    }

    ArchiveTask at(String current, long done) {
        return new ArchiveTask(id, tenant, state, startedAt, current, done, null, null);
    }

    ArchiveTask done(ArchiveFacts of) {
        return new ArchiveTask(id, tenant, "done", startedAt, null, null, of, null);
    }

    /** The text of the problem is in the installation's default language until it is asked for. */
    ArchiveTask failed(ProblemException why) {
        return new ArchiveTask(
                id, tenant, "failed", startedAt, null, null, null, Map.of("code", why.code(), "params", why.params()));
    }

    /** The same, with the problem's text. */
    ArchiveTask in(String locale) {
        if (problem == null) {
            return this;
        }
        @SuppressWarnings("unchecked")
        var params = (Map<String, Object>) problem.get("params");
        String code = (String) problem.get("code");
        return new ArchiveTask(
                id,
                tenant,
                state,
                startedAt,
                part,
                lines,
                facts,
                Map.of("code", code, "params", params, "message", ProblemTexts.text(code, locale, params)));
    }

    boolean running() {
        return state.equals("running");
    }
}
