package io.trellis.platform.transfer;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.access.Actor;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.record.RecordService;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the records that texts name, many in one query, among those the actor may read. What was found is remembered, so
 * that the same customer in a thousand rows is asked for once; what was not found may be there later.
 */
final class LookupMatcher {
    private static final int REMEMBERED = 20_000;
    /** Below the longest expression the language takes. */
    private static final int MAX_FILTER = 8_000;

    /**
     * @param id the record, when exactly one fits
     * @param count how many fit
     */
    record Match(String id, int count) {
        static final Match NONE = new Match(null, 0);
    }

    private final RecordService records;
    private final Map<String, String> found = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    LookupMatcher(RecordService records) {
        this.records = records;
    }

    /**
     * @param matchBy a field of the linked object, {@code id}, or null for its name and, for texts that are no names, its
     *     keys and numbers; texts that are ids of it are always understood
     * @return for every text what it names
     */
    Map<String, Match> match(
            Actor actor, Catalog catalog, CatalogField field, String matchBy, Collection<String> texts) {
        Map<String, Match> matches = new HashMap<>();
        Set<String> open = new TreeSet<>();
        for (String text : texts) {
            String known = found.get(key(field, matchBy, text));
            if (known != null) {
                matches.put(text, new Match(known, 1));
            } else if ("id".equals(matchBy) || isId(catalog, field, text)) {
                matches.put(text, new Match(text, 1));
            } else {
                open.add(text);
            }
        }
        for (CatalogObject target : ImportFields.targets(catalog, field)) {
            Map<String, Match> own = new HashMap<>();
            List<CatalogField> fields = matchBy == null
                    ? ImportFields.matchable(target, actor)
                    : target.findField(matchBy).stream().toList();
            for (CatalogField by : fields) {
                Set<String> unknown = new TreeSet<>(open);
                unknown.removeAll(own.keySet());
                ask(actor, target, by, unknown, own);
            }
            own.forEach((text, match) ->
                    matches.merge(text, match, (old, add) -> new Match(old.id(), old.count() + add.count())));
        }
        for (String text : open) {
            Match match = matches.computeIfAbsent(text, none -> Match.NONE);
            if (match.count() == 1) {
                found.put(key(field, matchBy, text), match.id());
            }
        }
        return matches;
    }

    private static boolean isId(Catalog catalog, CatalogField field, String text) {
        return text.length() > 27
                && catalog.findObjectOfId(text)
                        .filter(object -> field.targets().contains(object.name())
                                && text.length() == object.definition().prefix().length() + 27)
                        .isPresent();
    }

    private static String key(CatalogField field, String matchBy, String text) {
        return field.name() + '\n' + matchBy + '\n' + text;
    }

    private void ask(
            Actor actor, CatalogObject target, CatalogField by, Set<String> texts, Map<String, Match> matches) {
        List<String> batch = new ArrayList<>();
        int length = 0;
        Map<String, List<String>> written = new HashMap<>();
        for (String text : texts) {
            String literal = literal(by, text);
            if (literal == null) {
                continue;
            }
            if (written.computeIfAbsent(canonical(by, text), none -> new ArrayList<>())
                    .isEmpty()) {
                if (length + literal.length() > MAX_FILTER) {
                    ask(actor, target, by, batch, written, matches);
                    batch.clear();
                    length = 0;
                }
                batch.add(literal);
                length += literal.length() + 2;
            }
            written.get(canonical(by, text)).add(text);
        }
        ask(actor, target, by, batch, written, matches);
    }

    private void ask(
            Actor actor,
            CatalogObject target,
            CatalogField by,
            List<String> literals,
            Map<String, List<String>> written,
            Map<String, Match> matches) {
        if (literals.isEmpty()) {
            return;
        }
        String filter = by.name() + " IN (" + String.join(", ", literals) + ")";
        ListRequest request = ListRequest.of(filter, ListRequest.MAX_SIZE).withFields(List.of(by.name()));
        records.stream(actor, target.name(), request, record -> {
            Object value = record.get(by.name());
            for (String text : value == null ? List.<String>of() : written.getOrDefault(value.toString(), List.of())) {
                matches.merge(text, new Match(record.id(), 1), (old, add) -> new Match(old.id(), old.count() + 1));
            }
            return true;
        });
    }

    /** As the expression language writes it; null when no value of the field can look like this. */
    private static String literal(CatalogField by, String text) {
        if (by.shape() == Shape.WHOLE) {
            return text.matches("-?\\d{1,16}") ? new BigDecimal(text).toPlainString() : null;
        }
        if (text.length() > MAX_FILTER / 2) {
            return null;
        }
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String canonical(CatalogField by, String text) {
        return by.shape() == Shape.WHOLE ? new BigDecimal(text).toPlainString() : text;
    }
}
