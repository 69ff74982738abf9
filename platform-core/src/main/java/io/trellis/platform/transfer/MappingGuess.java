package io.trellis.platform.transfer;

import io.trellis.metadata.LocalText;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Actor;
import io.trellis.platform.transfer.ImportSpec.ImportColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Guesses which column is which field from the names alone: field names and labels in every language, spelling and synonyms,
 * and for links also "label of the field" + "label of the linked object's field".
 */
final class MappingGuess {
    private static final int ENOUGH = 62;

    /** Columns that our own error files add. */
    static final Set<String> OWN_COLUMNS = Set.of("_row", "_problem");

    private record Fit(int score, int column, String field, String matchBy) {}

    private final Catalog catalog;
    private final CatalogObject object;
    private final Actor actor;

    MappingGuess(Catalog catalog, CatalogObject object, Actor actor) {
        this.catalog = catalog;
        this.object = object;
        this.actor = actor;
    }

    /**
     * @param updates whether rows are to find records, so that ids and automatic numbers mean something, too
     * @return the columns, each with the field that fits best and no field twice
     */
    List<ImportColumn> guess(List<ImportColumn> columns, boolean updates) {
        List<Fit> fits = new ArrayList<>();
        Set<CatalogField> candidates = new LinkedHashSet<>(ImportFields.writable(object, actor));
        if (updates) {
            ImportFields.keys(object, actor)
                    .forEach(key -> object.findField(key).ifPresent(candidates::add));
        }
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            String header = Headers.normal(name);
            if (OWN_COLUMNS.contains(name)) {
                continue;
            }
            for (CatalogField field : candidates) {
                add(fits, i, header, field);
            }
        }
        fits.sort(Comparator.comparingInt(Fit::score).reversed());
        List<ImportColumn> mapped = new ArrayList<>(columns);
        Set<String> fields = new HashSet<>();
        Set<Integer> done = new HashSet<>();
        for (Fit fit : fits) {
            if (fit.score() >= ENOUGH && !done.contains(fit.column()) && fields.add(fit.field())) {
                done.add(fit.column());
                mapped.set(fit.column(), columns.get(fit.column()).to(fit.field(), fit.matchBy()));
            }
        }
        return mapped;
    }

    private void add(List<Fit> fits, int column, String header, CatalogField field) {
        Set<String> names = names(field, object);
        int direct =
                names.stream().mapToInt(name -> Headers.fit(header, name)).max().orElse(0);
        for (String own : labels(object)) {
            if (header.startsWith(own) && header.length() > own.length()) {
                String rest = header.substring(own.length());
                direct = Math.max(
                        direct,
                        names.stream()
                                        .mapToInt(name -> Headers.fit(rest, name))
                                        .max()
                                        .orElse(0)
                                - 6);
            }
        }
        fits.add(new Fit(direct, column, field.name(), null));
        if (TextValues.names(field)) {
            addLinked(fits, column, header, field, names);
        }
    }

    private void addLinked(List<Fit> fits, int column, String header, CatalogField field, Set<String> names) {
        for (String name : names) {
            if (!header.startsWith(name) || header.length() == name.length()) {
                continue;
            }
            String rest = header.substring(name.length());
            if (rest.equals("id")) {
                fits.add(new Fit(90, column, field.name(), "id"));
            }
            for (CatalogObject target : ImportFields.targets(catalog, field)) {
                for (CatalogField by : ImportFields.matchable(target, actor)) {
                    int fit = names(by, target).stream()
                            .mapToInt(other -> Headers.fit(rest, other))
                            .max()
                            .orElse(0);
                    if (fit >= 85) {
                        fits.add(new Fit(fit == 100 ? 98 : 93, column, field.name(), by.name()));
                    }
                }
            }
        }
    }

    /** A field's name and labels, each also without the object's label before it. */
    private static Set<String> names(CatalogField field, CatalogObject object) {
        Set<String> names = new LinkedHashSet<>();
        names.add(Headers.normal(field.name()));
        LocalText label = field.definition().label();
        if (label != null) {
            label.byLocale().values().forEach(text -> names.add(Headers.normal(text)));
        }
        Set<String> bare = new LinkedHashSet<>();
        for (String own : labels(object)) {
            for (String name : names) {
                if (name.startsWith(own) && name.length() > own.length()) {
                    bare.add(name.substring(own.length()));
                }
            }
        }
        names.addAll(bare);
        names.remove("");
        return names;
    }

    private static Set<String> labels(CatalogObject object) {
        Set<String> labels = new LinkedHashSet<>();
        labels.add(Headers.normal(object.name()));
        if (object.definition().label() != null) {
            object.definition().label().byLocale().values().forEach(text -> labels.add(Headers.normal(text)));
        }
        labels.remove("");
        return labels;
    }
}
