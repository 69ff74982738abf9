package io.trellis.platform.record;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import java.util.Collection;
import java.util.List;

/**
 * A part that modules above take in every write: rules that give defaults, triggers that set values, validations. Every bean of
 * this kind is asked, in {@link #order()}, whichever way a record is written, and always for all records of a write at once, so
 * that what it needs can be loaded in batches. A write that lost a race is run again from the start, so a step must not have
 * effects beyond its batch.
 */
public interface WriteStep {
    /** Lower comes first. Conditional rules 100, assignment and scores 200, scripts 300. */
    int order();

    /** Whether this step has anything to do with an object's records; asked once per catalog and remembered. */
    boolean concerns(Catalog catalog, CatalogObject object);

    /** Whether it also takes part where nobody sent a value, such as when derived values are computed anew. */
    default boolean recalculates() {
        return false;
    }

    /** Paths through links that the step will ask an object's records for, so that what they lead to is read for all at once. */
    default Collection<Predicate.Path> reads(Catalog catalog, CatalogObject object) {
        return List.of();
    }

    /** Gives values to new records, for fields that nobody sent. Literal defaults and formulas have their values already. */
    default void defaults(WriteBatch batch) {}

    /** May set values. Formulas are computed before, and once more when anything was set. */
    default void derive(WriteBatch batch) {}

    /** Reports what forbids the write, looking at final values; also asked about records that come back from the recycle bin. */
    default void check(WriteBatch batch) {}

    /** Reports what forbids that records go into the recycle bin or out of the world. */
    default void removing(WriteBatch batch) {}
}
