package io.trellis.platform.transfer;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.platform.access.Actor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells by which field a column names linked records, by trying its samples on those that are there. */
final class MatchByGuess {
    private MatchByGuess() {}

    /** @return null for the linked object's name field */
    static String guess(LookupMatcher matcher, Actor actor, Catalog catalog, CatalogField field, List<String> samples) {
        Set<String> texts = new LinkedHashSet<>();
        samples.stream().map(String::strip).filter(text -> !text.isEmpty()).forEach(texts::add);
        if (texts.isEmpty()) {
            return null;
        }
        Set<String> candidates = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>();
        ImportFields.targets(catalog, field).forEach(target -> {
            names.add(target.definition().nameField());
            ImportFields.matchable(target, actor).forEach(by -> candidates.add(by.name()));
        });
        String best = null;
        int most = 0;
        for (String by : candidates) {
            int count = most == texts.size() ? 0 : found(matcher, actor, catalog, field, by, texts);
            if (count > most) {
                most = count;
                best = names.contains(by) ? null : by;
            }
        }
        return best;
    }

    private static int found(
            LookupMatcher matcher, Actor actor, Catalog catalog, CatalogField field, String by, Set<String> texts) {
        return (int) matcher.match(actor, catalog, field, by, texts).values().stream()
                .filter(match -> match.count() == 1)
                .count();
    }
}
