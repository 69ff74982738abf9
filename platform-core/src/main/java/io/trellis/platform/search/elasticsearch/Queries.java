package io.trellis.platform.search.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.trellis.platform.search.engine.Phrase;
import io.trellis.platform.search.engine.Question;
import io.trellis.platform.search.engine.SearchFilter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Questions as the engine's queries. */
final class Queries {
    private static final Query NOTHING = Query.of(query -> query.matchNone(none -> none));

    private Queries() {}

    static Query of(Question question) {
        var all = new BoolQuery.Builder();
        all.filter(partition(question.partition()));
        if (!question.filter().equals(SearchFilter.ALL)) {
            all.filter(filter(question.filter()));
        }
        for (Question.Word word : question.words()) {
            if (question.ranked()) {
                all.must(best(word));
            } else {
                all.filter(any(
                        word.ways().stream().map(way -> phrase(way.phrase())).toList()));
            }
        }
        return Query.of(query -> query.bool(all.build()));
    }

    static Query partition(String partition) {
        return set(Layout.PARTITION, Set.of(partition));
    }

    private static Query best(Question.Word word) {
        List<Query> ways = word.ways().stream()
                .map(way -> Query.of(query -> query.constantScore(
                        constant -> constant.filter(phrase(way.phrase())).boost((float) way.worth()))))
                .toList();
        return ways.isEmpty() ? NOTHING : Query.of(query -> query.disMax(best -> best.queries(ways)));
    }

    private static Query any(List<Query> queries) {
        return switch (queries.size()) {
            case 0 -> NOTHING;
            case 1 -> queries.getFirst();
            default -> Query.of(query -> query.bool(any -> any.should(queries).minimumShouldMatch("1")));
        };
    }

    /** Alternatives at a place are spelt out: each makes a phrase of its own. */
    private static Query phrase(Phrase phrase) {
        String field = Layout.field(phrase.channel());
        if (phrase.places().size() == 1) {
            return set(field, phrase.places().getFirst());
        }
        List<List<String>> spelt = List.of(List.of());
        for (List<String> place : phrase.places()) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> begun : spelt) {
                for (String token : place) {
                    List<String> next = new ArrayList<>(begun);
                    next.add(token);
                    longer.add(next);
                }
            }
            spelt = longer;
        }
        return any(spelt.stream()
                .map(tokens -> Query.of(query -> query.matchPhrase(
                        match -> match.field(field).query(Layout.text(tokens)).analyzer("whitespace"))))
                .toList());
    }

    private static Query set(String field, Collection<String> tokens) {
        List<FieldValue> values = tokens.stream().map(FieldValue::of).toList();
        return Query.of(query -> query.terms(terms -> terms.field(field).terms(any -> any.value(values))));
    }

    private static Query filter(SearchFilter filter) {
        return switch (filter) {
            case SearchFilter.Has(Set<String> terms) -> terms.isEmpty() ? NOTHING : set(Layout.TERM, terms);
            case SearchFilter.AllOf(List<SearchFilter> parts) ->
                Query.of(query -> query.bool(
                        all -> all.filter(parts.stream().map(Queries::filter).toList())));
            case SearchFilter.AnyOf(List<SearchFilter> parts) ->
                any(parts.stream().map(Queries::filter).toList());
            case SearchFilter.Not(SearchFilter part) -> Query.of(query -> query.bool(not -> not.mustNot(filter(part))));
        };
    }
}
