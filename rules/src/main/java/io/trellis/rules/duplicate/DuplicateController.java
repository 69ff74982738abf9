package io.trellis.rules.duplicate;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.schema.Schemas;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.rules.input.Bodies;
import io.trellis.rules.input.RecordInputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which records are like one that somebody is about to write, before they do. */
@RestController
@RequestMapping("/api/v1/duplicates")
final class DuplicateController {
    private static final Map<String, Object> QUESTION = Schemas.struct()
            .required("object", Schemas.name())
            .optional("id", Schemas.text(100))
            .optional("values", Schemas.mapOf("^.{1,200}$", Schemas.any()))
            .build();

    private final DuplicateBook book;
    private final KeyFilling filling;
    private final MatchTeller teller;
    private final Catalogs catalogs;
    private final RecordService records;
    private final RecordStore store;

    DuplicateController(
            DuplicateBook book,
            KeyFilling filling,
            MatchTeller teller,
            Catalogs catalogs,
            RecordService records,
            RecordStore store) {
        this.book = book;
        this.filling = filling;
        this.teller = teller;
        this.catalogs = catalogs;
        this.records = records;
        this.store = store;
    }

    /** For whoever may write such a record, as writing it would tell them the same. */
    @PostMapping("/check")
    Map<String, Object> check(Actor actor, @RequestBody byte[] body) {
        Map<String, Object> question = Bodies.read(QUESTION, Bodies.parse(body));
        Catalog catalog = catalogs.current(actor.tenant());
        CatalogObject object = object(actor, catalog, (String) question.get("object"));
        String id = (String) question.get("id");
        requireWriter(actor, object, id);
        Map<String, Object> values = Bodies.map(question.get("values"));
        var inputs = new RecordInputs(records, actor, catalog);
        EvaluationContext context = inputs.of(object, id, values, Map.of());
        var subject = new Subject(object, id, field -> context.value(Predicate.Path.of(field)), context);
        // A rule whose condition reads what somebody may not read would tell them of it.
        List<DuplicateBook.Rule> rules = book.of(catalog).rules(object).stream()
                .filter(rule -> rule.when() == null || inputs.sees(object, rule.when()))
                .toList();
        List<Subject.Asked> asked = subject.ask(rules, field -> id == null || values.containsKey(field));
        List<Map<String, Object>> found = new ArrayList<>();
        for (MatchTeller.Told told : teller.told(actor, matches(actor, catalog, id, asked))) {
            Map<String, Object> form = told.form();
            form.put("message", told.message().byLocale());
            found.add(form);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("version", catalog.version());
        answer.put("ready", ready(actor.tenant(), rules));
        answer.put("duplicates", found);
        answer.put("trace", trace(actor, subject, rules, asked, found));
        return answer;
    }

    private List<Match> matches(Actor actor, Catalog catalog, String id, List<Subject.Asked> asked) {
        Map<String, MatchIndex> keys = new HashMap<>();
        asked.forEach(one -> keys.put(one.key(), one.way().index()));
        var search = new KeySearch(store, new Realm(actor.tenant(), catalog), RecordInputs.surroundings(actor));
        search.read(keys);
        List<Match> matches = new ArrayList<>();
        for (Subject.Asked one : asked) {
            for (String other : search.live(one)) {
                if (!other.equals(id)) {
                    matches.add(new Match(one, one.way().index().object(), other, null));
                }
            }
        }
        return matches;
    }

    private static CatalogObject object(Actor actor, Catalog catalog, String name) {
        return catalog.findObject(name)
                .filter(one -> RecordInputs.mayRead(actor.grants(), one.name())
                        || actor.grants().mayCreate(one.name()))
                .orElseThrow(() -> ProblemException.notFound("object", name));
    }

    private static void requireWriter(Actor actor, CatalogObject object, String id) {
        Grants grants = actor.grants();
        boolean writer = id == null
                ? grants.mayCreate(object.name())
                : !(grants.scope(object.name(), Grants.Action.EDIT) instanceof Predicate.None);
        if (!writer) {
            throw new ProblemException(
                    ProblemException.Kind.FORBIDDEN,
                    "FORBIDDEN",
                    Map.of("needs", (id == null ? "create:" : "edit:") + object.name()));
        }
    }

    /** Whether what was there before the rules has been filed. */
    private boolean ready(String tenant, List<DuplicateBook.Rule> rules) {
        Set<String> filled = filling.filled(tenant);
        return rules.stream()
                .flatMap(rule -> rule.ways().stream())
                .allMatch(way -> filled.contains(way.index().id()));
    }

    /** What each rule said: {@code notMet}, {@code noValue} (or nothing that changes), {@code none} or {@code found}. */
    private static List<Map<String, Object>> trace(
            Actor actor,
            Subject subject,
            List<DuplicateBook.Rule> rules,
            List<Subject.Asked> asked,
            List<Map<String, Object>> found) {
        return rules.stream()
                .map(rule -> {
                    String key = rule.definition().key();
                    boolean hit = found.stream().anyMatch(one -> key.equals(one.get("rule")));
                    boolean looked = asked.stream().anyMatch(one -> one.rule() == rule);
                    String outcome = hit ? "found" : looked ? "none" : subject.applies(rule) ? "noValue" : "notMet";
                    return Map.<String, Object>of("rule", key, "outcome", outcome);
                })
                .toList();
    }
}
