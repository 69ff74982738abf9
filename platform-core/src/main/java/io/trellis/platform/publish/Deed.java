package io.trellis.platform.publish;

import io.trellis.platform.access.Actor;
import io.trellis.platform.audit.AuditAction;

/**
 * Why metadata is being published, for its history and the audit log.
 *
 * @param subject what it is about: an element's address or the names of packages
 */
record Deed(Actor actor, AuditAction action, String subject) {
    static Deed edit(Actor actor, String address) {
        return new Deed(actor, AuditAction.PUBLISHED, address);
    }
}
