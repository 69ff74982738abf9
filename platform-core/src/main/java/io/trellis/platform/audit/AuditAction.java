package io.trellis.platform.audit;

/** What somebody did, or tried to. A new one needs a text in both languages on the screens ({@code audit.action.<code>}). */
public enum AuditAction {
    SIGNED_IN(AuditKind.SIGN_IN),
    /** With {@code reason}: wrongPassword, unknownUser, inactive. */
    SIGN_IN_FAILED(AuditKind.SIGN_IN),
    /** An attempt while too many have failed; the password was not even looked at. */
    LOCKED_OUT(AuditKind.SIGN_IN),
    SIGNED_OUT(AuditKind.SIGN_IN),
    SESSION_ENDED(AuditKind.SIGN_IN),
    PASSWORD_CHANGED(AuditKind.SIGN_IN),
    /** Somebody else's, by an administrator. */
    PASSWORD_SET(AuditKind.SIGN_IN),

    PUBLISHED(AuditKind.METADATA),
    VERSION_RESTORED(AuditKind.METADATA),
    PACKAGE_INSTALLED(AuditKind.METADATA),
    PACKAGE_UPGRADED(AuditKind.METADATA),
    PACKAGE_UNINSTALLED(AuditKind.METADATA),

    USER_CREATED(AuditKind.ACCESS),
    USER_REMOVED(AuditKind.ACCESS),
    USER_RESTORED(AuditKind.ACCESS),
    /** Roles, place in the company, name to sign in with, or being active at all. */
    RIGHTS_CHANGED(AuditKind.ACCESS),

    EXPORT_STARTED(AuditKind.TRANSFER),
    EXPORT_DOWNLOADED(AuditKind.TRANSFER),
    IMPORT_STARTED(AuditKind.TRANSFER),
    IMPORT_UNDONE(AuditKind.TRANSFER),
    AUDIT_EXPORTED(AuditKind.TRANSFER),

    TENANT_CREATED(AuditKind.ADMINISTRATION),
    /** All of it left the system as an archive. */
    TENANT_BACKED_UP(AuditKind.TRANSFER),
    TENANT_RESTORED(AuditKind.TRANSFER),
    TENANT_STATE_CHANGED(AuditKind.ADMINISTRATION),
    RETENTION_CHANGED(AuditKind.ADMINISTRATION),
    DEAD_LETTERS_REPLAYED(AuditKind.ADMINISTRATION),
    DEAD_LETTERS_DISCARDED(AuditKind.ADMINISTRATION),
    INDEX_REBUILT(AuditKind.ADMINISTRATION),
    JOB_CANCELLED(AuditKind.ADMINISTRATION),
    JOB_RETRIED(AuditKind.ADMINISTRATION);

    private final AuditKind kind;

    AuditAction(AuditKind kind) {
        this.kind = kind;
    }

    public AuditKind kind() {
        return kind;
    }

    /** As the API says it, {@code signInFailed}. */
    public String code() {
        return AuditKind.camel(name());
    }
}
