package io.trellis.platform.search.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A search engine. Documents lie in partitions, which come and go as a whole; a name has parts separated by {@code /}. What was
 * written is found a moment later, and {@link #view} says up to where: it never claims more than is found. Thread-safe.
 *
 * <p>All methods throw {@link Unavailable} when the engine can't answer at present.
 */
public interface SearchIndex extends AutoCloseable {
    /** Whether all nodes use this same index, rather than this process alone. */
    boolean shared();

    /** What it is, for an administrator: {@code lucene} or {@code elasticsearch}. */
    String engine();

    View view();

    /** The position up to which everything is found and stays over a kill; never above that of the {@link #view}. */
    long kept();

    /**
     * Writes and removes documents. What has an older version than is there already may be left out.
     *
     * @param position of the last event that is in it, or -1 where it follows no events
     */
    void write(List<SearchDocument> documents, List<Removal> removals, long position);

    /**
     * Whether a document with this print is there already, so that there is no need to make it again. An engine that can't tell
     * for less than writing it costs says no.
     */
    default boolean holds(String partition, String id, String print) {
        return false;
    }

    /** Keeps notes, a null value forgets one. They hold at once and are never kept before documents that were written earlier. */
    void note(Map<String, String> notes);

    /** Like {@link #note} together with a position, for an index that begins anew. */
    void reset(long position, Map<String, String> notes);

    /** Makes everything that was written findable. */
    void flush();

    Question.Found search(Question question);

    /** Documents in a partition, deleted ones not counted. */
    long count(String partition);

    /** Removes partitions with all their documents. */
    void drop(Set<String> partitions);

    /** Removes all documents of all partitions whose names begin with a part, e.g. a tenant. */
    void dropAll(String firstPart);

    @Override
    void close();

    /**
     * A record that is no longer there.
     *
     * @param version its last
     */
    record Removal(String partition, String id, long version) {}

    /** The engine can't be reached or can't do it now; the same may work later. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
