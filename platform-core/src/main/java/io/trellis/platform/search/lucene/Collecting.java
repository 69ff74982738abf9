package io.trellis.platform.search.lucene;

import io.trellis.platform.search.engine.Question;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;

/** Runs a query and takes the records' ids from what it finds. */
final class Collecting {
    private static final Sort BEST =
            new Sort(SortField.FIELD_SCORE, new SortField(Documents.CREATED, SortField.Type.LONG, true));

    private Collecting() {}

    static Question.Found ranked(IndexSearcher searcher, Query query, Question question) throws IOException {
        int wanted = Math.max(1, question.offset() + question.size());
        TopFieldDocs top = searcher.search(query, new TopFieldCollectorManager(BEST, wanted, Integer.MAX_VALUE));
        List<String> ids = new ArrayList<>();
        for (int i = question.offset(); i < Math.min(top.scoreDocs.length, question.offset() + question.size()); i++) {
            ids.add(id(searcher, top.scoreDocs[i]));
        }
        return new Question.Found(ids, top.totalHits.value());
    }

    private static String id(IndexSearcher searcher, ScoreDoc found) throws IOException {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(found.doc, leaves));
        BinaryDocValues ids = DocValues.getBinary(leaf.reader(), Documents.ID);
        ids.advanceExact(found.doc - leaf.docBase);
        return ids.binaryValue().utf8ToString();
    }

    static Question.Found unranked(IndexSearcher searcher, Query query, int size) throws IOException {
        var all = new All(size);
        searcher.search(query, all);
        return new Question.Found(all.ids, all.total);
    }

    /** Counts everything and keeps the first ids. */
    @SuppressWarnings("deprecation")
    private static final class All extends SimpleCollector {
        private final int size;
        private final List<String> ids = new ArrayList<>();
        private long total;
        private BinaryDocValues values;

        All(int size) {
            this.size = size;
        }

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws IOException {
            values = DocValues.getBinary(context.reader(), Documents.ID);
        }

        @Override
        public void collect(int doc) throws IOException {
            total++;
            if (ids.size() < size && values.advanceExact(doc)) {
                ids.add(values.binaryValue().utf8ToString());
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }
}
