package io.trellis.platform.record;

import io.trellis.platform.access.Actor;
import io.trellis.platform.query.AggregateRequest;
import io.trellis.platform.query.ListRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The one door to records. Every method takes the actor it is done for, and there is no way round the actor's rights.
 *
 * <p>All methods throw {@link io.trellis.platform.problem.ProblemException}: NOT_FOUND for an unknown object or a record that
 * is not there or that the actor may not read, FORBIDDEN with what is missing, INVALID_RECORD with every problem of the
 * record, VERSION_CONFLICT, INVALID_FILTER and the like. Values go in as JSON-like values and come back canonical.
 */
public interface RecordService {
    /** The zone in which stored formulas and roll-ups see days, whoever writes: their day begins with its midnight. */
    ZoneId DERIVED_ZONE = ZoneId.of("Asia/Shanghai");

    RecordView create(Actor actor, String object, Map<String, Object> values);

    /** @param expectedVersion the version the writer read, or null to change whatever is there */
    RecordView update(Actor actor, String object, String id, Map<String, Object> changes, Long expectedVersion);

    /**
     * Creates and updates together or not at all; paths of problems begin with {@code /<index>}.
     *
     * @return the records in the order of the changes
     */
    List<RecordView> saveAll(Actor actor, List<Change> changes);

    /**
     * Many rows of one object, each with its own result, in order.
     *
     * @param key field that finds the record for {@code UPSERT}, and for {@code UPDATE} and {@code DELETE} of rows without id;
     *     null where ids are given
     * @param rows values by field name. A row to be created may bring the {@code id} the new record shall have (the HTTP API
     *     refuses that): work that is taken up again after a crash then can't write a row twice, as a {@code CREATE} of an id
     *     that is there fails with 409 and the one problem {@code ID_TAKEN}, and an {@code UPSERT} finds its own record by key
     * @param allOrNothing one commit for all rows, nothing written when one is bad; else every good row is written
     */
    List<BulkResult> bulk(
            Actor actor,
            String object,
            BulkOperation operation,
            String key,
            List<Map<String, Object>> rows,
            boolean allOrNothing);

    /** Into the recycle bin, with its details and what its relations say. */
    void delete(Actor actor, String object, String id, Long expectedVersion);

    /** Back from the recycle bin, with the details that went with it. */
    RecordView restore(Actor actor, String object, String id);

    /** Removes for good. */
    void purge(Actor actor, String object, String id);

    /**
     * Puts a file among a record's attachments: an upload of the actor's own, or a copy of a file they may read. Needs the right
     * to edit the record, and is told in its history.
     */
    RecordView attach(Actor actor, String object, String id, String file);

    /** Takes a file out of a record's attachments, for good. */
    RecordView detach(Actor actor, String object, String id, String file);

    Optional<RecordView> find(Actor actor, String object, String id);

    /** As {@link #find}, also in the recycle bin. */
    Optional<RecordView> findEvenDeleted(Actor actor, String object, String id);

    RecordView get(Actor actor, String object, String id);

    /**
     * Those of some records that are live and that the actor may read, in no particular order; none where they may read nothing.
     *
     * @param fields own fields to return; empty for every readable one
     */
    List<RecordView> findAll(Actor actor, String object, Collection<String> ids, Collection<String> fields);

    /** A record as it was at a moment; NOT_FOUND also when it was not there then. */
    RecordView getAsOf(Actor actor, String object, String id, Instant moment);

    /** With a moment in the request, the list as it was then. */
    RecordPage list(Actor actor, String object, ListRequest request);

    /** Every record of a list in its order, as it is now, page by page in constant memory; {@code page} and {@code size} are ignored. */
    void stream(Actor actor, String object, ListRequest request, Predicate<RecordView> visitor);

    /** @param filter null counts all */
    long count(Actor actor, String object, String filter);

    /** Rows from column name to value: BigDecimal, Long, String, LocalDate … or null. */
    List<Map<String, Object>> aggregate(Actor actor, String object, AggregateRequest request);

    /** What became of a record, the newest first; also of one in the recycle bin. */
    HistoryPage history(Actor actor, String object, String id, HistoryRequest request);

    /** What records are called, by id; those the actor may not read are left out. */
    Map<String, String> names(Actor actor, Collection<String> ids);

    /**
     * Computes the formulas and roll-ups of an object's next live records from scratch, in the order of ids, and writes those whose
     * values change. Nothing else about them changes, and what is rolled up from them follows.
     *
     * @param after cursor of a former call, or null to begin
     * @param size most records, 1 to 1,000
     */
    default Recalculated recalculate(Actor actor, String object, String after, int size) {
        return recalculate(actor, object, after, size, false);
    }

    /** @param dryRun whether values are only compared with those stored, and nothing is written */
    Recalculated recalculate(Actor actor, String object, String after, int size, boolean dryRun);

    /**
     * Computes the formulas of records again, for what they read over links has changed; records that are not live are left out.
     *
     * @param ids at most 1,000
     * @param cause the object whose records have changed, told in the history
     */
    Recalculated recalculateFormulas(Actor actor, String object, Collection<String> ids, String cause);

    /**
     * @param records how many were looked at
     * @param changed how many got new values
     * @param after cursor to go on with; null at the end
     * @param fields by name, in how many records it got a new value
     */
    record Recalculated(int records, int changed, String after, Map<String, Integer> fields) {}
}
