package io.trellis.platform.search.lucene;

import io.trellis.platform.search.engine.Pulse;
import io.trellis.platform.search.engine.Question;
import io.trellis.platform.search.engine.SearchDocument;
import io.trellis.platform.search.engine.SearchIndex;
import io.trellis.platform.search.engine.View;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.TermQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded index. What is written is found within a third of a second and on the disk within five seconds; what a kill takes is
 * behind the position that the last commit tells. A folder that can't be read is emptied, after which the index is a new one.
 */
public final class LuceneIndex implements SearchIndex {
    private static final Logger LOG = LoggerFactory.getLogger(LuceneIndex.class);
    /** Each time makes a small file that has to be merged with others, so it is not more often than searchers profit from. */
    private static final Duration FOUND_AFTER = Duration.ofMillis(250);

    private static final Duration KEPT_AFTER = Duration.ofSeconds(5);

    private final Path folder;
    private final Pulse refresh = new Pulse("search-refresh", FOUND_AFTER, this::flush);
    private final Pulse commit = new Pulse("search-commit", KEPT_AFTER, this::commit);
    private volatile Files files;

    private LuceneIndex(Path folder) {
        this.folder = folder;
        this.files = Files.open(folder);
    }

    /**
     * Opens the index of a folder, making both when they are not there.
     *
     * @throws IllegalStateException when another process uses it, or the folder can't be written
     */
    public static LuceneIndex open(Path folder) {
        return new LuceneIndex(folder);
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public String engine() {
        return "lucene";
    }

    @Override
    public View view() {
        return files.view();
    }

    @Override
    public long kept() {
        return files.kept();
    }

    private interface Work<T> {
        T run(Files files) throws IOException;
    }

    /** Does something; a damaged index is replaced by an empty one, which the caller learns from the {@link View}. */
    private <T> T run(Work<T> work) {
        Files now = files;
        try {
            return work.run(now);
        } catch (IOException | IllegalStateException failure) {
            if (now.damaged(failure)) {
                replace(now, failure);
            }
            throw new Unavailable("The search index can't be used: " + failure.getMessage(), failure);
        }
    }

    private synchronized void replace(Files damaged, Exception failure) {
        if (files == damaged && !damaged.closed()) {
            LOG.warn("The search index is damaged and is built anew", failure);
            damaged.abandon();
            Files.empty(folder);
            files = Files.open(folder);
        }
    }

    @Override
    public void write(List<SearchDocument> documents, List<Removal> removals, long position) {
        run(now -> {
            for (SearchDocument document : documents) {
                Term key = Documents.key(document.partition(), document.id());
                // Until it is there nobody may believe that what was there before still is.
                now.prints.delete(key.text());
                now.writer.updateDocument(key, Documents.of(document));
                now.prints.add(key.text(), document.print());
            }
            for (Removal gone : removals) {
                Term key = Documents.key(gone.partition(), gone.id());
                now.writer.deleteDocuments(key);
                now.prints.delete(key.text());
            }
            now.reached(position);
            return null;
        });
        refresh.ask();
        commit.ask();
    }

    @Override
    public boolean holds(String partition, String id, String print) {
        return run(
                now -> print.equals(now.prints.get(Documents.key(partition, id).text())));
    }

    @Override
    public void note(Map<String, String> notes) {
        files.note(notes);
        commit.ask();
    }

    @Override
    public void reset(long position, Map<String, String> notes) {
        run(now -> {
            now.writer.deleteAll();
            now.reset(position, notes);
            return null;
        });
        flush();
        commit();
    }

    @Override
    public void flush() {
        run(now -> {
            now.refresh();
            return null;
        });
    }

    private void commit() {
        run(now -> {
            now.commit();
            return null;
        });
    }

    @Override
    public Question.Found search(Question question) {
        return run(now -> {
            IndexSearcher searcher = now.searchers.acquire();
            try {
                return question.ranked()
                        ? Collecting.ranked(searcher, Queries.of(question), question)
                        : Collecting.unranked(searcher, Queries.of(question), question.size());
            } finally {
                now.searchers.release(searcher);
            }
        });
    }

    @Override
    public long count(String partition) {
        return run(now -> {
            IndexSearcher searcher = now.searchers.acquire();
            try {
                return (long) searcher.count(new TermQuery(new Term(Documents.PARTITION, partition)));
            } finally {
                now.searchers.release(searcher);
            }
        });
    }

    @Override
    public void drop(Set<String> partitions) {
        run(now -> now.writer.deleteDocuments(partitions.stream()
                .map(partition -> new Term(Documents.PARTITION, partition))
                .toArray(Term[]::new)));
        // At once, so that the prints of what is gone are forgotten.
        flush();
        commit.ask();
    }

    @Override
    public void dropAll(String firstPart) {
        run(now -> now.writer.deleteDocuments(new PrefixQuery(new Term(Documents.PARTITION, firstPart + "/"))));
        flush();
        commit.ask();
    }

    @Override
    public synchronized void close() {
        refresh.close();
        commit.close();
        files.close();
    }
}
