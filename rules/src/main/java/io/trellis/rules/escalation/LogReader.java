package io.trellis.rules.escalation;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.definition.EscalationDefinition;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemTexts;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import io.trellis.rules.escalation.EscalationLog.Entry;
import io.trellis.rules.escalation.EscalationLog.Kept;
import io.trellis.rules.input.RecordInputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The log as somebody may read it: only of live records they may read, only fields they may read. Thread-safe. */
@Component
final class LogReader {
    private static final String PERMISSION = "manageMetadata";

    private final EscalationLog log;
    private final Catalogs catalogs;
    private final RecordService records;

    LogReader(EscalationLog log, Catalogs catalogs, RecordService records) {
        this.log = log;
        this.catalogs = catalogs;
        this.records = records;
    }

    /**
     * Which entries.
     *
     * @param object only of this one; null for all
     * @param id only of this record; null for all
     * @param rule only of the rule of this key; null for all
     * @param after {@code next} of the page before; null for the first
     */
    record Question(String object, String id, String rule, String after, int size) {
        boolean fits(Entry entry) {
            return (object == null || object.equals(entry.object()))
                    && (id == null || id.equals(entry.record()))
                    && (rule == null || rule.equals(entry.rule()));
        }
    }

    /**
     * @return {@code {entries, next}}, the newest first
     * @throws ProblemException NOT_FOUND for an object that isn't there or that they may read nothing of
     */
    Map<String, Object> read(Actor actor, Question question) {
        Catalog catalog = catalogs.current(actor.tenant());
        if (question.object() != null && !mayRead(actor, catalog, question.object())) {
            throw ProblemException.notFound("object", question.object());
        }
        List<Kept> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String before = question.after();
        while (found.size() <= question.size()) {
            List<Kept> next = log.list(actor.tenant(), before);
            if (next.isEmpty()) {
                break;
            }
            before = next.getLast().key();
            List<Kept> fitting =
                    next.stream().filter(kept -> question.fits(kept.entry())).toList();
            look(actor, catalog, fitting, seen);
            fitting.stream()
                    .filter(kept -> seen.contains(kept.entry().record()))
                    .forEach(found::add);
        }
        List<Kept> page = found.stream().limit(question.size()).toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("entries", told(actor, catalog, page));
        answer.put("next", found.size() > page.size() ? page.getLast().key() : null);
        return answer;
    }

    private static boolean mayRead(Actor actor, Catalog catalog, String object) {
        return catalog.findObject(object).isPresent() && RecordInputs.mayRead(actor.grants(), object);
    }

    /** Adds those of the entries' records that the person may read. */
    private void look(Actor actor, Catalog catalog, List<Kept> entries, Set<String> seen) {
        Map<String, Set<String>> ids = new HashMap<>();
        for (Kept kept : entries) {
            if (!seen.contains(kept.entry().record())) {
                ids.computeIfAbsent(kept.entry().object(), _ -> new HashSet<>())
                        .add(kept.entry().record());
            }
        }
        ids.forEach((object, some) -> {
            if (mayRead(actor, catalog, object)) {
                records.findAll(actor, object, some, List.of()).stream()
                        .map(RecordView::id)
                        .forEach(seen::add);
            }
        });
    }

    private List<Map<String, Object>> told(Actor actor, Catalog catalog, List<Kept> page) {
        Set<String> ids = page.stream()
                .flatMap(kept -> Stream.of(
                        kept.entry().record(), kept.entry().from(), kept.entry().to()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Map<String, String> names = ids.isEmpty() ? Map.of() : records.names(actor, ids);
        return page.stream()
                .map(kept -> told(actor, catalog, kept.entry(), names))
                .toList();
    }

    private static Map<String, Object> told(Actor actor, Catalog catalog, Entry entry, Map<String, String> names) {
        EscalationDefinition rule = catalog.elements(EscalationDefinition.class).get(entry.rule());
        boolean time = rule != null && may(actor, entry, rule.since());
        boolean owner = may(actor, entry, "owner");
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("at", entry.at().toString());
        told.put("rule", entry.rule());
        told.put(
                "label",
                rule == null || rule.label().isEmpty() ? null : rule.label().byLocale());
        told.put("object", entry.object());
        told.put("record", link(entry.record(), names));
        told.put("level", entry.level());
        told.put("outcome", entry.outcome().word());
        told.put("since", time ? entry.since().toString() : null);
        told.put("hours", time ? entry.hours() : null);
        told.put("from", owner ? link(entry.from(), names) : null);
        told.put("to", owner ? link(entry.to(), names) : null);
        Map<String, Object> set = new LinkedHashMap<>();
        entry.set().forEach((field, value) -> {
            if (may(actor, entry, field)) {
                set.put(field, value);
            }
        });
        told.put("set", set);
        // Why a write was refused may tell of fields and rules that its reader does not know.
        told.put("problems", actor.grants().maySystem(PERMISSION) ? problems(actor, entry) : List.of());
        return told;
    }

    private static boolean may(Actor actor, Entry entry, String field) {
        return actor.grants().mayRead(entry.object(), field);
    }

    private static Map<String, Object> link(String id, Map<String, String> names) {
        if (id == null) {
            return null;
        }
        Map<String, Object> link = new LinkedHashMap<>();
        link.put("id", id);
        link.put("name", names.get(id));
        return link;
    }

    private static List<Map<String, Object>> problems(Actor actor, Entry entry) {
        return entry.problems().stream()
                .map(problem -> Map.<String, Object>of(
                        "code", problem.code(),
                        "path", problem.path(),
                        "message", problem.message().getOrDefault(ProblemTexts.supported(actor.locale()), "")))
                .toList();
    }
}
