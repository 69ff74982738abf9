package io.trellis.rules.duplicate;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.DuplicateRuleDefinition.Action;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.record.WriteBatch;
import io.trellis.platform.record.WriteStep;
import io.trellis.platform.record.WrittenRecord;
import io.trellis.platform.record.WrittenRecord.Kind;
import io.trellis.platform.store.RecordStore;
import io.trellis.rules.input.RecordInputs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Compares every record that is written with those that are there and with those written together with it, and has it found under its
 * own keys from its commit on. An update is compared only in what it changes, so that a record which has a double can still be worked on.
 */
@Component
final class DuplicateStep implements WriteStep {
    private final DuplicateBook book;
    private final RecordStore store;
    private final MatchTeller teller;

    DuplicateStep(DuplicateBook book, RecordStore store, MatchTeller teller) {
        this.book = book;
        this.store = store;
        this.teller = teller;
    }

    /** After everything else that has something to say: what is refused anyway makes nothing a double. */
    @Override
    public int order() {
        return 950;
    }

    @Override
    public boolean concerns(Catalog catalog, CatalogObject object) {
        DuplicateBook.Book all = book.of(catalog);
        return !all.rules(object).isEmpty() || !all.indexes(object).isEmpty();
    }

    @Override
    public Collection<Predicate.Path> reads(Catalog catalog, CatalogObject object) {
        return book.of(catalog).rules(object).stream()
                .filter(rule -> rule.when() != null)
                .flatMap(rule -> rule.when().references().stream())
                .filter(Predicate.Path::isRemote)
                .toList();
    }

    /**
     * @param own the document that the record stands in from now on, by index
     * @param fresh of these, those it does not stand in yet
     */
    private record Work(
            WrittenRecord record,
            Subject subject,
            List<Subject.Asked> asked,
            Map<String, String> own,
            Set<String> fresh) {}

    @Override
    public void check(WriteBatch batch) {
        DuplicateBook.Book all = book.of(batch.realm().catalog());
        Map<String, MatchIndex> keys = new LinkedHashMap<>();
        List<Work> works = new ArrayList<>();
        for (WrittenRecord record : batch.records()) {
            Work work = work(all, record, batch.actor());
            works.add(work);
            work.asked.forEach(asked -> keys.put(asked.key(), asked.way().index()));
            for (MatchIndex index : all.indexes(record.object())) {
                String key = work.own.get(index.id());
                if (key != null && work.fresh.contains(key)) {
                    keys.put(key, index);
                }
            }
        }
        if (keys.isEmpty()) {
            return;
        }
        var search = new KeySearch(store, batch.realm(), RecordInputs.surroundings(batch.actor()));
        search.read(keys);
        Map<String, Work> busy = new HashMap<>();
        works.forEach(work -> busy.put(work.record.id(), work));
        Map<String, List<Work>> earlier = new HashMap<>();
        List<MatchTeller.Found> found = new ArrayList<>();
        for (Work work : works) {
            if (!work.record.ok()) {
                continue;
            }
            List<Match> matches = matches(work, search, busy, earlier);
            if (matches.isEmpty()) {
                work.fresh.forEach(key -> work.record.claim(search.claim(key, work.record.id(), busy.keySet())));
                guard(work, search, busy.keySet());
                work.own.values().forEach(key -> earlier.computeIfAbsent(key, _ -> new ArrayList<>())
                        .add(work));
            } else {
                found.add(new MatchTeller.Found(work.subject, matches, work.record::problem));
            }
        }
        teller.tell(batch.actor(), batch.realm().catalog(), found);
    }

    private static Work work(DuplicateBook.Book all, WrittenRecord record, Actor actor) {
        boolean updating = record.kind() == Kind.UPDATE;
        var subject = new Subject(record.object(), record.id(), record::value, record.context());
        List<DuplicateBook.Rule> rules = all.rules(record.object()).stream()
                .filter(rule -> refuses(rule, actor))
                .toList();
        List<Subject.Asked> asked = subject.ask(rules, field -> !updating || record.changed(field));
        Map<String, String> own = new LinkedHashMap<>();
        Set<String> fresh = new LinkedHashSet<>();
        for (MatchIndex index : all.indexes(record.object())) {
            String key = index.key(record::value);
            if (key == null) {
                continue;
            }
            own.put(index.id(), key);
            boolean stands =
                    record.kind() == Kind.RESTORE || updating && Objects.equals(key, index.key(record::before));
            if (!stands) {
                fresh.add(key);
            }
        }
        return new Work(record, subject, asked, own, fresh);
    }

    private static List<Match> matches(
            Work work, KeySearch search, Map<String, Work> busy, Map<String, List<Work>> earlier) {
        List<Match> matches = new ArrayList<>();
        for (Subject.Asked asked : work.asked) {
            Map<String, Match> some = new LinkedHashMap<>();
            String there = asked.way().index().object();
            for (Work other : earlier.getOrDefault(asked.key(), List.of())) {
                if (meets(asked, other)) {
                    some.put(other.record.id(), match(asked, other));
                }
            }
            for (String id : search.live(asked)) {
                Work writing = busy.get(id);
                // What is being written counts as it will be, unless it is refused already.
                boolean stays = writing == null
                        || !writing.record.ok()
                        || asked.key()
                                .equals(writing.own.get(asked.way().index().id()));
                if (stays && !id.equals(work.record.id())) {
                    some.putIfAbsent(id, new Match(asked, there, id, null));
                }
            }
            some.remove(work.record.id());
            matches.addAll(some.values());
        }
        return matches;
    }

    private static boolean meets(Subject.Asked asked, Work other) {
        return asked.way().filter() == null
                || Boolean.TRUE.equals(asked.way().filter().compile().evaluate(other.record.context()));
    }

    private static Match match(Subject.Asked asked, Work other) {
        CatalogObject object = other.record.object();
        Object name = other.record.value(object.definition().nameField());
        return new Match(asked, object.name(), other.record.id(), name == null ? "" : name.toString());
    }

    /** Work that no person waits for is not asked whether it means it. */
    private static boolean refuses(DuplicateBook.Rule rule, Actor actor) {
        return rule.definition().action() == Action.BLOCK
                || !actor.accepts(Actor.DUPLICATES)
                        && !actor.via().startsWith("system:")
                        && !actor.via().startsWith("script:");
    }

    /** Two writers who look for each other in different objects must not both find nothing. */
    private static void guard(Work work, KeySearch search, Set<String> busy) {
        for (Subject.Asked asked : work.asked) {
            boolean elsewhere =
                    !asked.way().index().object().equals(work.record.object().name());
            if (elsewhere && asked.rule().definition().action() == Action.BLOCK && work.record.kind() != Kind.RESTORE) {
                work.record.claim(search.claim(asked.key(), null, busy));
            }
        }
    }
}
