package io.trellis.platform.access;

import io.trellis.platform.audit.Audit;
import io.trellis.platform.audit.AuditAction;
import io.trellis.platform.audit.AuditEvent;
import io.trellis.platform.store.StoreException;
import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * What becomes of sign-ins, sessions and passwords, for the audit log. Nobody gets in, and no password changes, without an entry:
 * those throw when it can't be written. Refusals are answered all the same, and counted by the minute, since anybody can make as many
 * as they like.
 */
@Component
final class SignInTrail {
    private static final Logger LOG = LoggerFactory.getLogger(SignInTrail.class);
    private static final int LONGEST_NAME = 64;

    private final Audit audit;
    private final Repeats<Refusal> refusals;
    /** Nodes that refuse the same at the same time don't write over each other. */
    private final String node =
            Tokens.digest(Tokens.random()).replaceAll("[^a-z0-9]", "").substring(0, 6);

    /** @param user id where the name is somebody's, else null */
    private record Refusal(
            String tenant, AuditAction action, String reason, String user, String name, String address, String agent) {}

    @Autowired
    SignInTrail(Audit audit) {
        this(audit, InstantSource.system());
    }

    SignInTrail(Audit audit, InstantSource clock) {
        this.audit = audit;
        this.refusals = new Repeats<>(clock, this::refused);
        audit.beforeReading(refusals::flush);
    }

    @PreDestroy
    void stop() {
        refusals.flushAll();
    }

    void signedIn(Session session, Person person) {
        audit.write(
                session.tenant,
                AuditEvent.of(AuditAction.SIGNED_IN, person.id(), person.name())
                        .from(session.address, session.agent)
                        .about(null, session.id)
                        .with(Map.of("username", person.username(), "cookie", session.cookie)));
    }

    /**
     * @param person whose name it is, or null
     * @param name as it was typed
     */
    void refused(AuditAction action, String tenant, Person person, String name, String reason, Where where) {
        refusals.happened(new Refusal(
                tenant,
                action,
                reason,
                person == null ? null : person.id(),
                name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name,
                where.address(),
                where.agent()));
    }

    /** Where a call comes from. */
    record Where(String address, String agent) {
        Where {
            agent = agent == null || agent.length() <= Session.LONGEST_AGENT
                    ? agent
                    : agent.substring(0, Session.LONGEST_AGENT);
        }
    }

    private void refused(Refusal refusal, Instant first, long count) {
        if (refusal == null) {
            LOG.warn("More than {} different sign-ins were refused within a minute", Repeats.MOST_KEYS);
            return;
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("reason", refusal.reason());
        var event = AuditEvent.of(refusal.action(), refusal.user(), refusal.name())
                .at(first)
                .from(refusal.address(), refusal.agent())
                .times(count)
                .with(details);
        String mark = node + Integer.toString(refusal.hashCode() & Integer.MAX_VALUE, 36);
        try {
            audit.write(refusal.tenant(), mark, event);
        } catch (StoreException unavailable) {
            LOG.error("A refused sign-in of tenant {} could not be noted", refusal.tenant(), unavailable);
        }
    }

    /** @param by who ended it */
    void ended(Session session, Actor by, boolean own) {
        audit.write(
                session.tenant,
                AuditEvent.of(own ? AuditAction.SIGNED_OUT : AuditAction.SESSION_ENDED, by.userId(), by.name())
                        .from(session.address, session.agent)
                        .about(null, session.id));
    }

    void passwordChanged(Actor actor, Session session) {
        audit.write(
                actor.tenant(),
                AuditEvent.of(AuditAction.PASSWORD_CHANGED, actor.userId(), actor.name())
                        .from(session.address, session.agent));
    }

    /** @param by null for the platform itself */
    void passwordSet(String tenant, Person person, Actor by) {
        audit.write(
                tenant,
                AuditEvent.of(
                                AuditAction.PASSWORD_SET,
                                by == null ? Access.SYSTEM_USER : by.userId(),
                                by == null ? Access.SYSTEM_USER : by.name())
                        .about(People.USER, person.id())
                        .with(Map.of("name", person.name())));
    }
}
