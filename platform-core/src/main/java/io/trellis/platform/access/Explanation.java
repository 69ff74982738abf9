package io.trellis.platform.access;

import java.util.List;

/**
 * Why an action is or is not allowed.
 *
 * @param object name of the object
 * @param record id of the record, or null for the object as a whole
 * @param action {@code create read edit delete}
 * @param reasons every permission set that says something about the object and what it comes to; empty when none does
 */
public record Explanation(String object, String record, String action, boolean allowed, List<Reason> reasons) {
    public Explanation {
        reasons = List.copyOf(reasons);
    }

    /**
     * @param code e.g. {@code SCOPE_GRANTS}, {@code OUT_OF_SCOPE}; its text is in the problem texts
     * @param role through which the user has the set
     * @param permissionSet null when the reason is not a set's
     * @param entry the object's name or {@code *}
     * @param scope as written: a word or an expression
     * @param text the reason in the caller's language
     */
    public record Reason(
            String code, String role, String permissionSet, String entry, String scope, boolean grants, String text) {}
}
