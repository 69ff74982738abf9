/**
 * Who did what: sign-ins, changes of metadata and rights, what was taken out of the system or brought in, and what administrators did.
 * Entries are only ever appended, by the code that does the deed, and expire together; there is no call that changes or removes one.
 * {@link io.trellis.platform.audit.Audit} is the door; reading needs the permission {@code viewAudit}.
 */
package io.trellis.platform.audit;
