package io.trellis.platform.search.lucene;

import io.trellis.platform.search.engine.View;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open index: the writer, its searchers, and the position and notes that go into each commit. Thread-safe. */
final class Files {
    private static final Logger LOG = LoggerFactory.getLogger(Files.class);
    private static final double BUFFER_MB = 16;
    private static final String POSITION = "position";
    private static final String NOTE = "note:";

    final IndexWriter writer;
    final SearcherManager searchers;
    final Prints prints;
    private final FSDirectory directory;
    private volatile View view;
    /** Of the last event that was written; what is found follows with the next refresh. */
    private long written;

    private volatile long committed;

    private Files(FSDirectory directory, IndexWriter writer) throws IOException {
        this.directory = directory;
        this.writer = writer;
        this.searchers = new SearcherManager(writer, null);
        this.prints = new Prints(searchers);
        Map<String, String> notes = new HashMap<>();
        long position = 0;
        Iterable<Map.Entry<String, String>> kept = writer.getLiveCommitData();
        for (Map.Entry<String, String> entry :
                kept == null ? Map.<String, String>of().entrySet() : kept) {
            if (entry.getKey().equals(POSITION)) {
                position = Long.parseLong(entry.getValue());
            } else if (entry.getKey().startsWith(NOTE)) {
                notes.put(entry.getKey().substring(NOTE.length()), entry.getValue());
            }
        }
        written = position;
        committed = position;
        view = new View(position, notes);
    }

    /** Opens what is there, or begins anew where it can't be read. */
    static Files open(Path folder) {
        try {
            return tryOpen(folder);
        } catch (LockObtainFailedException used) {
            throw new IllegalStateException(
                    "The search index in " + folder + " is in use by another process: give each its own TRELLIS_HOME.",
                    used);
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.warn("The search index can't be read and is built anew: {}", unreadable.toString());
            empty(folder);
            try {
                return tryOpen(folder);
            } catch (IOException failure) {
                throw new IllegalStateException(
                        "No search index can be made in " + folder + ": " + failure.getMessage(), failure);
            }
        }
    }

    private static Files tryOpen(Path folder) throws IOException {
        FSDirectory directory = FSDirectory.open(folder);
        IndexWriter writer = null;
        try {
            writer = new IndexWriter(directory, configuration());
            return new Files(directory, writer);
        } catch (IOException | RuntimeException failure) {
            if (writer != null) {
                writer.rollback();
            }
            directory.close();
            throw failure;
        }
    }

    private static IndexWriterConfig configuration() {
        var merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(2, 1);
        return new IndexWriterConfig(new NoAnalyzer())
                .setRAMBufferSizeMB(BUFFER_MB)
                .setMergeScheduler(merges)
                .setUseCompoundFile(true)
                .setCommitOnClose(true);
    }

    /** Documents bring their tokens ready-made. */
    private static final class NoAnalyzer extends Analyzer {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            throw new IllegalStateException("There is no text in " + field);
        }
    }

    /** Deletes the files in a folder. */
    static void empty(Path folder) {
        try (Stream<Path> files = java.nio.file.Files.list(folder)) {
            for (Path file : files.filter(java.nio.file.Files::isRegularFile).toList()) {
                java.nio.file.Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException none) {
            // nothing to delete
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    View view() {
        return view;
    }

    synchronized void reached(long position) {
        written = Math.max(written, position);
    }

    synchronized void note(Map<String, String> changes) {
        Map<String, String> notes = new TreeMap<>(view.notes());
        changes.forEach((name, value) -> {
            if (value == null) {
                notes.remove(name);
            } else {
                notes.put(name, value);
            }
        });
        view = new View(view.position(), notes);
    }

    synchronized void reset(long position, Map<String, String> notes) {
        written = position;
        view = new View(position, notes);
    }

    void refresh() throws IOException {
        long reached = written();
        searchers.maybeRefreshBlocking();
        synchronized (this) {
            view = new View(Math.max(view.position(), Math.min(reached, written)), view.notes());
        }
    }

    private synchronized long written() {
        return written;
    }

    void commit() throws IOException {
        Map<String, String> data = new HashMap<>();
        long position;
        synchronized (this) {
            position = written;
            data.put(POSITION, Long.toString(position));
            view.notes().forEach((name, value) -> data.put(NOTE + name, value));
        }
        writer.setLiveCommitData(data.entrySet());
        writer.commit();
        committed = position;
    }

    long kept() {
        return Math.min(committed, view.position());
    }

    boolean damaged(Exception failure) {
        return failure instanceof CorruptIndexException
                || failure instanceof IndexFormatTooOldException
                || failure instanceof IndexFormatTooNewException
                || failure instanceof EOFException
                || failure instanceof NoSuchFileException
                || writer.getTragicException() != null;
    }

    boolean closed() {
        return !writer.isOpen() && writer.getTragicException() == null;
    }

    /** Lets go of files that can't be saved. */
    void abandon() {
        try (directory) {
            searchers.close();
            writer.rollback();
        } catch (IOException | RuntimeException failure) {
            LOG.debug("Closing a damaged index failed", failure);
        }
    }

    void close() {
        try (directory) {
            commit();
            searchers.close();
            writer.close();
        } catch (IOException | IllegalStateException failure) {
            LOG.warn("The search index was not closed cleanly and catches up at the next start", failure);
        }
    }
}
