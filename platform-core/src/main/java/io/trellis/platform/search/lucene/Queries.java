package io.trellis.platform.search.lucene;

import io.trellis.platform.search.engine.Phrase;
import io.trellis.platform.search.engine.Question;
import io.trellis.platform.search.engine.SearchFilter;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Questions as Lucene's queries. */
final class Queries {
    /** Trigrams overlap: every third one and the last cover all characters of a phrase. */
    private static final int STRIDE = 3;

    private Queries() {}

    static Query of(Question question) {
        var all = new BooleanQuery.Builder();
        all.add(new TermQuery(new Term(Documents.PARTITION, question.partition())), Occur.FILTER);
        if (!question.filter().equals(SearchFilter.ALL)) {
            all.add(filter(question.filter()), Occur.FILTER);
        }
        for (Question.Word word : question.words()) {
            if (question.ranked()) {
                all.add(best(word), Occur.MUST);
            } else {
                all.add(
                        any(word.ways().stream()
                                .map(way -> phrase(way.phrase()))
                                .toList()),
                        Occur.FILTER);
            }
        }
        return all.build();
    }

    private static Query best(Question.Word word) {
        return new DisjunctionMaxQuery(
                word.ways().stream()
                        .map(way -> (Query) new BoostQuery(new ConstantScoreQuery(phrase(way.phrase())), way.worth()))
                        .toList(),
                0);
    }

    private static Query any(List<Query> queries) {
        if (queries.size() == 1) {
            return queries.getFirst();
        }
        var any = new BooleanQuery.Builder();
        queries.forEach(query -> any.add(query, Occur.SHOULD));
        return queries.isEmpty() ? new MatchNoDocsQuery() : any.build();
    }

    private static Query phrase(Phrase phrase) {
        String field = Documents.field(phrase.channel());
        List<List<String>> places = phrase.places();
        if (places.size() == 1) {
            return set(field, places.getFirst());
        }
        boolean plain = places.stream().allMatch(place -> place.size() == 1);
        var one = new PhraseQuery.Builder();
        var many = new MultiPhraseQuery.Builder();
        for (int at = 0; at < places.size(); at++) {
            if (phrase.overlapping() && at % STRIDE != 0 && at != places.size() - 1) {
                continue;
            }
            if (plain) {
                one.add(new Term(field, places.get(at).getFirst()), at);
            } else {
                many.add(
                        places.get(at).stream()
                                .map(token -> new Term(field, token))
                                .toArray(Term[]::new),
                        at);
            }
        }
        return plain ? one.build() : many.build();
    }

    private static Query set(String field, java.util.Collection<String> tokens) {
        return tokens.size() == 1
                ? new TermQuery(new Term(field, tokens.iterator().next()))
                : new TermInSetQuery(field, tokens.stream().map(BytesRef::new).toList());
    }

    private static Query filter(SearchFilter filter) {
        return switch (filter) {
            case SearchFilter.Has(Set<String> terms) ->
                terms.isEmpty() ? new MatchNoDocsQuery() : set(Documents.TERM, terms);
            case SearchFilter.AllOf(List<SearchFilter> parts) -> {
                var all = new BooleanQuery.Builder().add(new MatchAllDocsQuery(), Occur.FILTER);
                parts.forEach(part -> all.add(filter(part), Occur.FILTER));
                yield all.build();
            }
            case SearchFilter.AnyOf(List<SearchFilter> parts) ->
                any(parts.stream().map(Queries::filter).toList());
            case SearchFilter.Not(SearchFilter part) ->
                new BooleanQuery.Builder()
                        .add(new MatchAllDocsQuery(), Occur.FILTER)
                        .add(filter(part), Occur.MUST_NOT)
                        .build();
        };
    }
}
