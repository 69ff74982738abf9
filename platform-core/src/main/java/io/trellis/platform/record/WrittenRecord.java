package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.EvaluationContext;

/**
 * One record in the middle of being written, as a {@link WriteStep} sees it. Values are those expressions work with: numbers
 * are BigDecimal, links are ids, system fields such as {@code owner} are included. Used by one thread.
 */
public interface WrittenRecord {
    /** What happens to it. */
    enum Kind {
        CREATE,
        UPDATE,
        DELETE,
        RESTORE
    }

    CatalogObject object();

    /** Known already for a new record. */
    String id();

    Kind kind();

    /** The stored value; null for a new record. */
    Object before(String field);

    /** The value as it will be stored; for a record that goes, as it is. */
    Object value(String field);

    /** Whether the writer sent the field, also when the value is what it was. */
    boolean sent(String field);

    /** Whether metadata gives the value the field was sent with, such as a mapping, and not the person. */
    default boolean declared(String field) {
        return false;
    }

    /** Whether the value differs from the stored one. */
    boolean changed(String field);

    /** For expressions about the record as it will be; paths through links are read once in the operation. */
    EvaluationContext context();

    /** For expressions about the record as stored; for a new record everything is null. */
    EvaluationContext beforeContext();

    /**
     * Gives a field a value, whatever the writer may do with that field: metadata speaks. A value that is none of the field's
     * type becomes a problem of the record; so does a link to nothing.
     *
     * @param raw a JSON-like value, or null to clear
     * @throws IllegalArgumentException when there is no such field
     * @throws IllegalStateException for a record that goes or comes back, and where values can no longer be set
     */
    void set(String field, Object raw);

    /**
     * Has the record found under a key from its commit on; the commit is refused and the write tried again where the key's document
     * is no longer the one that was seen.
     *
     * @throws IllegalStateException for a record that goes or comes back
     */
    void claim(KeyClaim claim);

    /**
     * Whether metadata has said what the field's value is, in an earlier step of this write, so that a later one that only fills
     * gaps leaves it alone.
     */
    default boolean given(String field) {
        return false;
    }

    /**
     * Tells what was decided and why. It is kept with the record, in its commit, if the write comes to that and changes anything;
     * tell it once, in the step whose word stands.
     *
     * @throws IllegalStateException for a record that goes or comes back, and where values can no longer be set
     */
    void decided(Decision decision);

    /** Takes problems with the path {@code /fieldName}, or an empty path for the record as a whole. */
    void problem(Problem problem);

    /** Whether nothing forbids the write so far. */
    boolean ok();
}
