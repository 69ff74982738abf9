package io.trellis.platform.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LiveFieldValues;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/**
 * The print of each document by its key: of those a searcher sees from the index, of later ones from memory. It keeps
 * what looks for keys in the newest searcher's files, as making that takes longer than looking. Thread-safe.
 */
final class Prints extends LiveFieldValues<IndexSearcher, String> {
    /** Of a document that is not there; no print is empty. */
    private static final String NONE = "";

    private IndexSearcher newest;
    /** One for each of its files, null where that has no documents. */
    private List<TermsEnum> keys = List.of();

    Prints(SearcherManager searchers) {
        super(searchers, NONE);
    }

    @Override
    protected synchronized String lookupFromSearcher(IndexSearcher searcher, String key) throws IOException {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        if (searcher != newest) {
            newest = null;
            keys = keys(leaves);
            newest = searcher;
        }
        BytesRef wanted = new BytesRef(key);
        for (LeafReaderContext leaf : leaves) {
            TermsEnum terms = keys.get(leaf.ord);
            if (terms == null || !terms.seekExact(wanted)) {
                continue;
            }
            PostingsEnum found = terms.postings(null, PostingsEnum.NONE);
            Bits live = leaf.reader().getLiveDocs();
            for (int doc = found.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = found.nextDoc()) {
                if (live == null || live.get(doc)) {
                    BinaryDocValues prints = leaf.reader().getBinaryDocValues(Documents.PRINT);
                    // One that was written before there were prints has none.
                    return prints != null && prints.advanceExact(doc)
                            ? prints.binaryValue().utf8ToString()
                            : NONE;
                }
            }
        }
        return NONE;
    }

    private static List<TermsEnum> keys(List<LeafReaderContext> leaves) throws IOException {
        List<TermsEnum> keys = new ArrayList<>(leaves.size());
        for (LeafReaderContext leaf : leaves) {
            Terms terms = leaf.reader().terms(Documents.KEY);
            keys.add(terms == null ? null : terms.iterator());
        }
        return keys;
    }
}
