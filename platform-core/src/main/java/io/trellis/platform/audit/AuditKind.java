package io.trellis.platform.audit;

import java.util.Locale;
import java.util.Optional;

/** What an entry of the audit log is about. */
public enum AuditKind {
    /** Who came in, who was turned away, and passwords. */
    SIGN_IN,
    /** Definitions and packages. */
    METADATA,
    /** Who may do what. */
    ACCESS,
    /** Data that left the system or came in as files. */
    TRANSFER,
    /** What administrators did to the running system. */
    ADMINISTRATION;

    /** As the API says it, {@code signIn}. */
    public String code() {
        return camel(name());
    }

    static Optional<AuditKind> find(String code) {
        for (AuditKind kind : values()) {
            if (kind.code().equals(code)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    static String camel(String constant) {
        var text = new StringBuilder();
        for (String word : constant.toLowerCase(Locale.ROOT).split("_")) {
            text.append(text.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return text.toString();
    }
}
