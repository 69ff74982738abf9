package io.trellis.platform.search.lucene;

import io.trellis.platform.search.engine.Channel;
import io.trellis.platform.search.engine.SearchDocument;
import java.util.Iterator;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

/** Documents as Lucene takes them, and what their fields are called. */
final class Documents {
    /** Partition and id, by which a document is replaced. */
    static final String KEY = "k";

    static final String PARTITION = "p";
    static final String TERM = "t";
    static final String ID = "id";
    static final String CREATED = "c";
    static final String PRINT = "f";
    /** Between the sequences of a channel, so that no phrase reaches from one into the next. */
    private static final int GAP = 64;

    private static final FieldType TOKENS = type(IndexOptions.DOCS);
    private static final FieldType PLACES = type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);

    private Documents() {}

    private static FieldType type(IndexOptions options) {
        var type = new FieldType();
        type.setTokenized(true);
        type.setOmitNorms(true);
        type.setIndexOptions(options);
        type.freeze();
        return type;
    }

    static Term key(String partition, String id) {
        return new Term(KEY, partition + "/" + id);
    }

    static String field(Channel channel) {
        return channel.name();
    }

    static Document of(SearchDocument document) {
        var made = new Document();
        made.add(new StringField(KEY, document.partition() + "/" + document.id(), Field.Store.NO));
        made.add(new StringField(PARTITION, document.partition(), Field.Store.NO));
        document.terms().forEach(term -> made.add(new StringField(TERM, term, Field.Store.NO)));
        document.texts()
                .forEach((channel, sequences) ->
                        made.add(new Field(field(channel), new Tokens(sequences), channel.places() ? PLACES : TOKENS)));
        made.add(new BinaryDocValuesField(ID, new BytesRef(document.id())));
        made.add(new BinaryDocValuesField(PRINT, new BytesRef(document.print())));
        made.add(new NumericDocValuesField(CREATED, document.created()));
        return made;
    }

    /** Ready-made tokens. */
    private static final class Tokens extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
        private final Iterator<List<String>> sequences;
        private Iterator<String> tokens = List.<String>of().iterator();

        Tokens(List<List<String>> sequences) {
            this.sequences = sequences.iterator();
        }

        @Override
        public boolean incrementToken() {
            int gap = 0;
            while (!tokens.hasNext()) {
                if (!sequences.hasNext()) {
                    return false;
                }
                tokens = sequences.next().iterator();
                gap = GAP;
            }
            clearAttributes();
            term.append(tokens.next());
            step.setPositionIncrement(1 + gap);
            return true;
        }
    }
}
