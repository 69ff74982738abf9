package io.trellis.rules.duplicate;

import io.trellis.metadata.LocalText;
import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.definition.DuplicateRuleDefinition;
import io.trellis.metadata.definition.DuplicateRuleDefinition.Part;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemTexts;
import io.trellis.platform.record.RecordService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Tells people which records are like theirs, as far as they may know. */
@Component
final class MatchTeller {
    static final String CODE = "DUPLICATE_FOUND";
    /** Records that are told of, for each rule. */
    private static final int MOST = 10;

    private static final LocalText MESSAGE = LocalText.of(
            ProblemTexts.text("DUPLICATE_RULE", "zh-CN", Map.of()),
            ProblemTexts.text("DUPLICATE_RULE", "en-US", Map.of()));

    private final RecordService records;
    private final Access access;

    MatchTeller(@Lazy RecordService records, Access access) {
        this.records = records;
        this.access = access;
    }

    /** @param problems takes a problem for each rule that found something */
    record Found(Subject subject, List<Match> matches, Consumer<Problem> problems) {}

    /**
     * What one rule found.
     *
     * @param told what the asker may know of the records
     * @param hidden how many there are beside these that the asker may not read
     */
    record Told(DuplicateBook.Rule rule, List<Part> parts, List<Map<String, Object>> told, int hidden) {
        Map<String, Object> form() {
            DuplicateRuleDefinition definition = rule.definition();
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("rule", definition.key());
            form.put("action", definition.action().word());
            form.put("fields", parts.stream().map(Part::field).toList());
            form.put("matches", told);
            form.put("hidden", hidden == 0 ? null : hidden);
            return form;
        }

        LocalText message() {
            LocalText own = rule.definition().message();
            return own.isEmpty() ? MESSAGE : own;
        }
    }

    void tell(Actor actor, Catalog catalog, List<Found> all) {
        if (all.isEmpty()) {
            return;
        }
        Names names = new Names(
                actor, all.stream().flatMap(one -> one.matches.stream()).toList());
        for (Found found : all) {
            for (Told told : told(names, found.matches)) {
                Map<String, Object> params = told.form();
                params.put("message", told.message());
                List<String> known = told.told.stream()
                        .filter(match -> match.get("name") != null)
                        .map(match -> match.get("name").toString())
                        .toList();
                params.put("names", known.isEmpty() ? null : String.join(", ", known));
                found.problems.accept(new Problem(CODE, path(actor, found.subject, told.parts), params));
            }
        }
    }

    List<Told> told(Actor actor, List<Match> matches) {
        return told(new Names(actor, matches), matches);
    }

    private static List<Told> told(Names names, List<Match> matches) {
        Map<DuplicateBook.Rule, List<Match>> byRule = new LinkedHashMap<>();
        matches.forEach(match -> byRule.computeIfAbsent(match.asked().rule(), _ -> new ArrayList<>())
                .add(match));
        List<Told> all = new ArrayList<>();
        byRule.forEach((rule, found) -> {
            Map<String, Map<String, Object>> told = new LinkedHashMap<>();
            Set<String> hidden = new LinkedHashSet<>();
            for (Match match : found) {
                Map<String, Object> form = names.form(match);
                if (form == null) {
                    hidden.add(match.id());
                } else if (told.size() < MOST) {
                    told.putIfAbsent(match.id(), form);
                }
            }
            all.add(new Told(rule, found.getFirst().asked().way().parts(), List.copyOf(told.values()), hidden.size()));
        });
        return all;
    }

    /** A single field says where; not to somebody who may not know that there is such a field. */
    private static String path(Actor actor, Subject subject, List<Part> parts) {
        String field = parts.getFirst().field();
        return parts.size() == 1 && actor.grants().mayRead(subject.object().name(), field) ? "/" + field : "";
    }

    /** What the records of all matches are called, read once. */
    private final class Names {
        private final Map<String, String> visible;
        private final Map<String, String> revealed;
        private final Map<String, String> owners = new LinkedHashMap<>();

        Names(Actor actor, List<Match> matches) {
            Set<String> stored = new LinkedHashSet<>();
            matches.stream().filter(match -> match.name() == null).forEach(match -> stored.add(match.id()));
            visible = records.names(actor, stored);
            Set<String> others = new LinkedHashSet<>();
            matches.stream()
                    .filter(match -> match.name() == null && !visible.containsKey(match.id()))
                    .filter(match -> match.asked().rule().definition().reveal())
                    .forEach(match -> others.add(match.id()));
            Actor system = access.systemActor(actor.tenant(), "duplicates");
            revealed = others.isEmpty() ? Map.of() : records.names(system, others);
            readOwners(system, matches);
        }

        private void readOwners(Actor system, List<Match> matches) {
            Map<String, Set<String>> byObject = new LinkedHashMap<>();
            for (Match match : matches) {
                if (revealed.containsKey(match.id())) {
                    byObject.computeIfAbsent(match.object(), _ -> new LinkedHashSet<>())
                            .add(match.id());
                }
            }
            Map<String, String> ids = new LinkedHashMap<>();
            byObject.forEach((object, some) -> records.findAll(system, object, some, List.of("owner"))
                    .forEach(view -> {
                        if (view.get("owner") instanceof String owner) {
                            ids.put(view.id(), owner);
                        }
                    }));
            Map<String, String> names = ids.isEmpty() ? Map.of() : records.names(system, Set.copyOf(ids.values()));
            ids.forEach((record, owner) -> owners.put(record, names.get(owner)));
        }

        /** Null for a record that the asker may know nothing of. */
        Map<String, Object> form(Match match) {
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("object", match.object());
            if (match.name() != null) {
                form.put("name", match.name());
            } else if (visible.containsKey(match.id())) {
                form.put("id", match.id());
                form.put("name", visible.get(match.id()));
            } else if (revealed.containsKey(match.id())) {
                form.put("name", revealed.get(match.id()));
                form.put("owner", owners.get(match.id()));
            } else {
                return null;
            }
            return form;
        }
    }
}
