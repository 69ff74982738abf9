package io.trellis.platform.access;

import io.trellis.metadata.definition.PermissionSetDefinition;
import io.trellis.metadata.expression.Predicate;

/**
 * What one actor may do, compiled from roles and permission sets into an immutable snapshot: asking costs a map look-up.
 * Implementations are built by {@code Access} only.
 */
public interface Grants {
    enum Action {
        READ,
        EDIT,
        DELETE
    }

    boolean mayCreate(String object);

    /**
     * The records an action may touch, to be put in conjunction with whatever else is asked; {@code None} when the action is
     * not granted at all. For details of a master it is the master's scope, seen through the master-detail field.
     */
    Predicate scope(String object, Action action);

    boolean mayRead(String object, String field);

    /**
     * Whether the actor may read a field of any record of the object at all. Whatever is told of values that were computed from the
     * field, or why, asks this of each field on the way.
     */
    default boolean shows(String object, String field) {
        return !(scope(object, Action.READ) instanceof Predicate.None) && mayRead(object, field);
    }

    boolean mayEdit(String object, String field);

    /** Whether every field of the object may be read, so that no masking is needed. */
    boolean readsAllFields(String object);

    /** A platform permission such as {@code manageMetadata}. */
    boolean maySystem(String permission);

    /** Two snapshots with the same fingerprint decide the same; caches of derived things use it. */
    String fingerprint();

    /**
     * Like {@link #fingerprint} but without regard to which rows "own" and "department" mean: the same for everybody with the
     * same roles. What depends on objects, fields and permissions only (the catalog a client sees) is cached by it.
     */
    default String shape() {
        return fingerprint();
    }

    /** Whether the actor may do all that a permission set opens; nobody hands out more than they have. */
    default boolean covers(PermissionSetDefinition set) {
        return true;
    }
}
