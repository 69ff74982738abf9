package io.trellis.platform.search.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.core.GetResponse;
import io.trellis.platform.search.engine.View;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What an index says about itself: a position, and notes in a document of their own whose number the first names, so that nodes fetch
 * notes only when they have changed. Both are read as last written, whether the index was refreshed or not. Thread-safe.
 */
final class StateDocument {
    private static final String POSITION = "!position";
    private static final String NOTES = "!notes";
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    /** What a node may believe without asking; a position and notes that are this old fit each other, and promise less. */
    private static final long FRESH_NANOS = 100_000_000;

    private final ElasticsearchClient client;
    private final String index;
    private volatile Known known;

    private record Known(View view, long notesVersion, long readAt) {}

    /** A document's state and where it stands, for writing it only if nobody else did. */
    private record Read(Map<String, Object> state, long sequence, long term) {}

    StateDocument(ElasticsearchClient client, String index) {
        this.client = client;
        this.index = index;
    }

    View view() throws IOException {
        Known last = known;
        if (last != null && System.nanoTime() - last.readAt() < FRESH_NANOS) {
            return last.view();
        }
        long at = System.nanoTime();
        Map<String, Object> position = read(POSITION).state();
        long version = number(position, "notes");
        Map<String, String> notes = last != null && last.notesVersion() == version
                ? last.view().notes()
                : notes(read(NOTES).state());
        View view = new View(number(position, "position"), notes);
        known = new Known(view, version, at);
        return view;
    }

    /** Raises the position. */
    void reached(long position) throws IOException {
        change(POSITION, state -> {
            state.merge("position", position, (a, b) -> Math.max(((Number) a).longValue(), ((Number) b).longValue()));
            return state;
        });
        known = null;
    }

    void note(Map<String, String> changes) throws IOException {
        change(NOTES, state -> {
            changes.forEach((name, value) -> {
                if (value == null) {
                    state.remove(name);
                } else {
                    state.put(name, value);
                }
            });
            return state;
        });
        change(POSITION, state -> {
            state.put("notes", number(state, "notes") + 1);
            return state;
        });
        known = null;
    }

    void forget() {
        known = null;
    }

    private static long number(Map<String, Object> state, String name) {
        return state.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static Map<String, String> notes(Map<String, Object> state) {
        Map<String, String> notes = new HashMap<>();
        state.forEach((name, value) -> notes.put(name, value.toString()));
        return notes;
    }

    @SuppressWarnings("unchecked")
    private Read read(String id) throws IOException {
        try {
            GetResponse<Map<String, Object>> found =
                    client.get(get -> get.index(index).id(id), (Class<Map<String, Object>>) (Class<?>) Map.class);
            if (found.found() && found.source() != null) {
                Object state = found.source().get(Layout.STATE);
                return new Read(
                        state instanceof Map<?, ?> map ? new HashMap<>((Map<String, Object>) map) : new HashMap<>(),
                        found.seqNo(),
                        found.primaryTerm());
            }
        } catch (ElasticsearchException failure) {
            if (failure.status() != NOT_FOUND) {
                throw failure;
            }
        }
        return new Read(new HashMap<>(), -1, -1);
    }

    /** Writes a document that nobody else wrote meanwhile. */
    private void change(String id, UnaryOperator<Map<String, Object>> change) throws IOException {
        while (true) {
            Read before = read(id);
            Map<String, Object> source = Map.of(Layout.STATE, change.apply(before.state()));
            try {
                client.index(write -> {
                    write.index(index).id(id).document(source);
                    return before.sequence() < 0
                            ? write.opType(co.elastic.clients.elasticsearch._types.OpType.Create)
                            : write.ifSeqNo(before.sequence()).ifPrimaryTerm(before.term());
                });
                return;
            } catch (ElasticsearchException failure) {
                if (failure.status() != CONFLICT) {
                    throw failure;
                }
            }
        }
    }
}
