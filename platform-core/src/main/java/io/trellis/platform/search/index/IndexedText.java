package io.trellis.platform.search.index;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.query.Questions;
import io.trellis.platform.query.TextIndex;
import io.trellis.platform.search.engine.Question;
import io.trellis.platform.search.engine.SearchIndex;
import io.trellis.platform.search.engine.View;
import io.trellis.platform.search.text.TextQuery;
import io.trellis.platform.store.Realm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The door to what is indexed: ids for a list to narrow by, and ids in their rank for a search over everything. Both hold for what is
 * committed now: what the index does not show yet is taken from the outbox. Where there is no index to ask, the caller is told so.
 */
@Component
public final class IndexedText implements TextIndex {
    private static final Logger LOG = LoggerFactory.getLogger(IndexedText.class);
    /** As many ids a store finds one by one in less time than it looks through a table of a size worth an index. */
    private static final int FEW = 2_000;
    /** The most that a text which only sounds like them is allowed to find. */
    private static final int MANY = 20_000;

    private static final int ATTEMPTS = 2;

    private final IndexKeeper keeper;
    private final Rebuilds rebuilds;
    private final Pending pending;

    IndexedText(IndexKeeper keeper, Rebuilds rebuilds, Pending pending) {
        this.keeper = keeper;
        this.rebuilds = rebuilds;
        this.pending = pending;
    }

    /**
     * Ids in their rank. Each has still to be read with its reader's rights.
     *
     * @param late ids that match since a moment and are not ranked
     * @param total all there are; those the reader may not see are among them unless {@code exact}
     */
    public record Ranked(List<String> ids, List<String> late, long total, boolean exact) {}

    /** What a question about an object is asked of. */
    private record Target(View view, Generation generation, String partition, List<Character> keys) {}

    private record Asked(Target target, Pending.Late late) {}

    /** Empty where the object or one of the fields is not indexed, or not yet. */
    private Optional<Target> target(Realm realm, CatalogObject object, List<CatalogField> fields) {
        View view = keeper.index().view();
        Generation serving = keeper.note(view, realm, object).serving();
        if (serving == null || serving.format() != Generation.FORMAT) {
            rebuilds.want(realm, object);
            return Optional.empty();
        }
        List<Character> keys = new ArrayList<>(fields.size());
        for (CatalogField field : fields) {
            Character key = serving.texts().get(field.definition().id());
            if (key == null) {
                rebuilds.want(realm, object);
                return Optional.empty();
            }
            keys.add(key);
        }
        String partition = IndexKeeper.partition(IndexKeeper.noteName(realm, object), serving);
        return Optional.of(new Target(view, serving, partition, keys));
    }

    /** What was committed and not found yet when somebody began to ask; serves all objects of one question. */
    public static final class Moment {
        private Pending.Tail tail;
    }

    /** A target, and what has changed since; empty where one or the other can't be had. */
    private Optional<Asked> asked(
            Realm realm, CatalogObject object, List<CatalogField> fields, TextQuery query, Moment moment) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Target> target = target(realm, object, fields);
            if (target.isEmpty()) {
                return Optional.empty();
            }
            long position = target.get().view().position();
            if (moment.tail == null || !moment.tail.covers(position)) {
                moment.tail = pending.read(position);
            }
            if (moment.tail.covers(position)) {
                return Optional.of(new Asked(target.get(), pending.look(moment.tail, realm, object, fields, query)));
            }
            keeper.index().flush();
        }
        return Optional.empty();
    }

    @Override
    public Optional<Predicate> find(
            Realm realm, CatalogObject object, List<CatalogField> fields, String text, Predicate narrow) {
        TextQuery query = TextQuery.of(text);
        if (fields.isEmpty() || query.isEmpty()) {
            return Optional.empty();
        }
        try {
            return asked(realm, object, fields, query, new Moment())
                    .flatMap(asked -> ids(object, fields, text, query, narrow, asked));
        } catch (SearchIndex.Unavailable unavailable) {
            unavailable(unavailable);
            return Optional.empty();
        }
    }

    private Optional<Predicate> ids(
            CatalogObject object,
            List<CatalogField> fields,
            String text,
            TextQuery query,
            Predicate narrow,
            Asked asked) {
        Target target = asked.target();
        Narrowing narrowing = Narrowing.of(narrow, object, target.generation());
        var question =
                new Question(target.partition(), query.words(target.keys(), null), narrowing.filter(), false, 0, FEW);
        Question.Found found = keeper.index().search(question);
        boolean cut = false;
        if (found.total() > FEW) {
            if (!query.sounds() || found.total() == written(question, query, target)) {
                // The store stumbles over so many on its way, and need not be told where they are.
                return Optional.empty();
            }
            found = keeper.index()
                    .search(new Question(question.partition(), question.words(), question.filter(), true, 0, MANY));
            cut = found.total() > MANY;
        }
        Set<Object> ids = new HashSet<>(found.ids());
        ids.removeAll(asked.late().changed());
        ids.addAll(asked.late().matching());
        Predicate among = new Predicate.In(Predicate.Path.of("id"), List.copyOf(ids));
        return Optional.of(cut ? Predicate.or(among, Questions.containing(fields, text)) : among);
    }

    /** How many there are that contain the text as it is written. */
    private long written(Question question, TextQuery query, Target target) {
        return keeper.index()
                .search(new Question(
                        question.partition(), query.writtenWords(target.keys()), question.filter(), false, 0, 0))
                .total();
    }

    /**
     * The best first.
     *
     * @param scope what the reader may see
     * @return empty where the object is not indexed
     */
    public Optional<Ranked> rank(
            Realm realm,
            CatalogObject object,
            List<CatalogField> fields,
            TextQuery query,
            Predicate scope,
            int offset,
            int size,
            Moment moment) {
        try {
            return asked(realm, object, fields, query, moment).map(asked -> {
                Target target = asked.target();
                Narrowing narrowing = Narrowing.of(scope, object, target.generation());
                List<Question.Word> words = query.words(target.keys(), nameKey(object, fields, target));
                Question.Found found = keeper.index()
                        .search(new Question(target.partition(), words, narrowing.filter(), true, offset, size));
                List<String> ids = new ArrayList<>(found.ids());
                ids.removeAll(asked.late().changed());
                return new Ranked(
                        ids,
                        List.copyOf(asked.late().matching()),
                        found.total(),
                        narrowing.exact() && asked.late().changed().isEmpty());
            });
        } catch (SearchIndex.Unavailable unavailable) {
            unavailable(unavailable);
            return Optional.empty();
        }
    }

    private static Character nameKey(CatalogObject object, List<CatalogField> fields, Target target) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(object.definition().nameField())) {
                return target.keys().get(i);
            }
        }
        return null;
    }

    /** The store looks itself; an index that was found damaged is built again. */
    private void unavailable(SearchIndex.Unavailable unavailable) {
        LOG.warn("Searching in the store: {}", unavailable.getMessage());
        rebuilds.look();
    }
}
