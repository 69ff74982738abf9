package io.trellis.platform.search.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.core.search.Hit;
import io.trellis.platform.search.engine.Pulse;
import io.trellis.platform.search.engine.Question;
import io.trellis.platform.search.engine.SearchDocument;
import io.trellis.platform.search.engine.SearchIndex;
import io.trellis.platform.search.engine.View;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One index of an Elasticsearch, for all nodes. Versions of records decide which of two writes is the later one. What is written is
 * found within a third of a second; the position follows once it is. The index is made when it is first needed, so a server starts
 * without its engine.
 */
public final class ElasticsearchIndex implements SearchIndex {
    private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchIndex.class);
    private static final Duration FOUND_AFTER = Duration.ofMillis(300);
    private static final int DROPPED_AT_ONCE = 5_000;
    private static final int CONFLICT = 409;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final Connection connection;
    private final String index;
    private final ElasticsearchClient client;
    private final StateDocument state;
    private final Pulse refresh = new Pulse("search-refresh", FOUND_AFTER, this::flush);
    private volatile boolean made;
    /** Of the last event that this node wrote; 0 when it wrote none. */
    private long written;

    /** @param installation whose records they are: installations that share an engine have an index each */
    public ElasticsearchIndex(Connection connection, String installation) {
        this.connection = connection;
        this.index = "trellis-" + installation + "-v" + Layout.VERSION;
        this.client = connection.connect();
        this.state = new StateDocument(client, index);
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public String engine() {
        return "elasticsearch";
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T run(Work<T> work) {
        try {
            if (!made) {
                make();
            }
            return work.run();
        } catch (ElasticsearchException refused) {
            if (refused.status() == NOT_FOUND) {
                // Somebody deleted the index: the next call makes an empty one, which tells that it is.
                made = false;
                state.forget();
            }
            throw new Unavailable(connection + " refused: " + refused.getMessage(), refused);
        } catch (IOException unreachable) {
            throw new Unavailable(connection + " can't be reached: " + unreachable.getMessage(), unreachable);
        }
    }

    private synchronized void make() throws IOException {
        if (!client.indices().exists(exists -> exists.index(index)).value()) {
            try {
                client.indices().create(create -> create.index(index)
                        .withJson(new StringReader(Layout.definition(connection.shards()))));
                LOG.info("Made the search index {}", index);
            } catch (ElasticsearchException refused) {
                // Another node was faster.
                if (refused.status() != BAD_REQUEST
                        || !client.indices()
                                .exists(exists -> exists.index(index))
                                .value()) {
                    throw refused;
                }
            }
        }
        made = true;
    }

    @Override
    public View view() {
        return run(state::view);
    }

    @Override
    public long kept() {
        return view().position();
    }

    @Override
    public void write(List<SearchDocument> documents, List<Removal> removals, long position) {
        if (!documents.isEmpty() || !removals.isEmpty()) {
            var bulk = new BulkRequest.Builder().index(index);
            for (SearchDocument document : documents) {
                bulk.operations(one -> one.index(write -> write.id(Layout.id(document.partition(), document.id()))
                        .version(document.version())
                        .versionType(VersionType.ExternalGte)
                        .document(Layout.source(document))));
            }
            for (Removal removal : removals) {
                bulk.operations(one -> one.delete(delete -> delete.id(Layout.id(removal.partition(), removal.id()))
                        .version(removal.version())
                        .versionType(VersionType.ExternalGte)));
            }
            check(run(() -> client.bulk(bulk.build())));
        }
        synchronized (this) {
            written = Math.max(written, position);
        }
        refresh.ask();
    }

    /** A document that is there in a later version, or no longer, is as good as written. */
    private void check(BulkResponse response) {
        for (BulkResponseItem item : response.items()) {
            if (item.error() != null && item.status() != CONFLICT && item.status() != NOT_FOUND) {
                throw new Unavailable(
                        connection + " did not take a document: " + item.error().reason(), null);
            }
        }
    }

    @Override
    public void note(Map<String, String> notes) {
        run(() -> {
            state.note(notes);
            return null;
        });
    }

    @Override
    public void reset(long position, Map<String, String> notes) {
        run(() -> {
            client.indices().delete(delete -> delete.index(index).ignoreUnavailable(true));
            made = false;
            make();
            synchronized (this) {
                written = position;
            }
            state.note(notes);
            state.reached(position);
            return null;
        });
    }

    @Override
    public void flush() {
        long position;
        synchronized (this) {
            position = written;
        }
        run(() -> {
            client.indices().refresh(all -> all.index(index));
            if (position > state.view().position()) {
                state.reached(position);
            }
            return null;
        });
    }

    @Override
    public Question.Found search(Question question) {
        SearchResponse<Void> response = run(() -> client.search(
                search -> {
                    search.index(index)
                            .query(Queries.of(question))
                            .source(source -> source.fetch(false))
                            .trackTotalHits(total -> total.enabled(true))
                            .from(question.offset())
                            .size(question.size());
                    return question.ranked()
                            ? search.sort(by -> by.score(score -> score.order(SortOrder.Desc)))
                                    .sort(by -> by.field(newest ->
                                            newest.field(Layout.CREATED).order(SortOrder.Desc)))
                            : search.sort(by -> by.doc(doc -> doc));
                },
                Void.class));
        List<String> ids = response.hits().hits().stream()
                .map(Hit::id)
                .map(id -> Layout.record(question.partition(), id))
                .toList();
        return new Question.Found(ids, total(response));
    }

    private static long total(SearchResponse<Void> response) {
        return response.hits().total() == null ? 0 : response.hits().total().value();
    }

    @Override
    public long count(String partition) {
        return run(() -> client.count(count -> count.index(index).query(Queries.partition(partition))))
                .count();
    }

    @Override
    public void drop(Set<String> partitions) {
        partitions.forEach(partition -> drop(Queries.partition(partition)));
    }

    @Override
    public void dropAll(String firstPart) {
        drop(Query.of(
                query -> query.prefix(prefix -> prefix.field(Layout.PARTITION).value(firstPart + "/"))));
    }

    /** Found and removed by their ids, as not every engine can delete by a query. */
    private void drop(Query query) {
        while (true) {
            List<String> ids = run(() -> {
                        client.indices().refresh(all -> all.index(index));
                        return client.search(
                                search -> search.index(index)
                                        .query(query)
                                        .source(source -> source.fetch(false))
                                        .sort(by -> by.doc(doc -> doc))
                                        .size(DROPPED_AT_ONCE),
                                Void.class);
                    })
                    .hits()
                    .hits()
                    .stream()
                    .map(Hit::id)
                    .toList();
            if (ids.isEmpty()) {
                return;
            }
            var bulk = new BulkRequest.Builder().index(index);
            ids.forEach(id -> bulk.operations(one -> one.delete(delete -> delete.id(id))));
            check(run(() -> client.bulk(bulk.build())));
        }
    }

    @Override
    public void close() {
        refresh.close();
        try {
            flush();
        } catch (Unavailable gone) {
            LOG.debug("Not flushed at the end", gone);
        }
        try {
            client.close();
        } catch (IOException failure) {
            LOG.debug("The connection was not closed cleanly", failure);
        }
    }
}
