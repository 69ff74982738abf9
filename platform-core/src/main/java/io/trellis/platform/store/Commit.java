package io.trellis.platform.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes that happen together or not at all: records, what changed in them, and the events that tell listeners.
 * Each write brings its own change document and event; one of either kind without the other can't be expressed.
 *
 * @param documents the platform's own documents of the same tenant that must be written with the records; one whose expected
 *     version doesn't fit refuses the whole commit with {@link StoreException.DocumentMismatch}
 */
public record Commit(List<Write> writes, List<SystemStore.Put> documents) {
    public Commit {
        writes = List.copyOf(writes);
        documents = List.copyOf(documents);
    }

    public Commit(List<Write> writes) {
        this(writes, List.of());
    }

    /** What becomes of one record. */
    public sealed interface Write {
        String object();

        String id();

        Change change();
    }

    /**
     * Writes a record as a whole.
     *
     * @param expectedVersion the version the writer read; 0 when the record must not exist yet
     * @param system with the new version, i.e. {@code expectedVersion + 1}; {@code deletedAt} set makes it a soft delete
     * @param values canonical values of own fields by name; absent and null mean no value
     * @param numbers fields to be numbered without gaps inside the transaction: field name to counter and format
     */
    public record Put(
            String object,
            String id,
            long expectedVersion,
            SystemValues system,
            Map<String, Object> values,
            Map<String, Numbering> numbers,
            Change change)
            implements Write {}

    /** Removes a record for good. */
    public record Purge(String object, String id, long expectedVersion, Change change) implements Write {}

    /**
     * @param counter name of the tenant's counter
     * @param format e.g. {@code ORD-2026{0000}} with only the number's place left open
     */
    public record Numbering(String counter, String format) {
        private static final Pattern PLACE = Pattern.compile("\\{(0+)}");

        /** The format with a number at {@code {0000}}, with at least as many digits as there are zeros; at the end where there is no place. */
        public String text(long number) {
            Matcher place = PLACE.matcher(format);
            if (!place.find()) {
                return format + number;
            }
            String digits = Long.toString(number);
            int missing = place.group(1).length() - digits.length();
            return format.substring(0, place.start())
                    + "0".repeat(Math.max(0, missing))
                    + digits
                    + format.substring(place.end());
        }
    }

    /**
     * What a write changed; kept for ever as the record's history and handed to listeners through the outbox.
     *
     * @param kind {@code created updated deleted restored purged}
     * @param by user id
     * @param via {@code api ui bulk:<way> import:<job> action:<name> system:<name>} …
     * @param fields JSON of {@code {"field": [from, to]}} in canonical form, UTF-8
     */
    public record Change(String kind, Instant at, String by, String via, byte[] fields) {}
}
