package io.trellis.platform.jobs;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.scheduling.support.CronExpression;

/**
 * A job that comes round. Only one runs at a time: what comes due while the last one still runs starts when it ends, and what was
 * missed while no node was up starts once, however often it was missed.
 *
 * @param name stable within its tenant: letters, digits and {@code -}, at most 100
 * @param kind of the jobs, see {@link JobRunner#kind}
 * @param cron six fields: second, minute, hour, day of the month, month, day of the week, as Spring reads them, e.g.
 *     {@code 0 30 8 * * MON-FRI}; or {@code @daily} and the like
 * @param zone in which they are meant; where a clock change skips a time the next one counts
 * @param owner user id of whose jobs they are
 * @param data the kind's parameters, JSON-like
 */
public record Schedule(String name, String kind, String cron, ZoneId zone, String owner, Map<String, Object> data) {
    /** A key of {@code data}: of the jobs that went well only the last is kept. */
    public static final String FREQUENT = "frequent";

    public Schedule {
        if (!name.matches("[A-Za-z0-9-]{1,100}")) {
            throw new IllegalArgumentException("no schedule's name: " + name);
        }
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /**
     * The first time after a moment.
     *
     * @throws ProblemException INVALID_SCHEDULE when the expression is none, or never comes true
     */
    Instant next(Instant after) {
        ZonedDateTime next;
        try {
            next = CronExpression.parse(cron).next(after.atZone(zone));
        } catch (IllegalArgumentException | DateTimeException wrong) {
            next = null;
        }
        if (next == null) {
            throw new ProblemException(Kind.INVALID, "INVALID_SCHEDULE", Map.of("cron", cron));
        }
        return next.toInstant();
    }
}
