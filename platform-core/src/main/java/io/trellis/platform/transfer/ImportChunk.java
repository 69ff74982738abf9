package io.trellis.platform.transfer;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Actor;
import io.trellis.platform.record.BulkOperation;
import io.trellis.platform.record.BulkResult;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.transfer.ImportRow.Outcome;
import io.trellis.platform.transfer.ImportSpec.ImportColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Brings some rows through the record service: values from texts, links from names, then one bulk; tells each row's outcome. */
final class ImportChunk {
    /** A row that is wrong for certain: with it "all or nothing" checks the others and writes none. */
    private static final Map<String, Object> NEVER = Map.of("_dry run_", true);

    /** What a spreadsheet shows where a formula has no result; nobody wants that in a record. */
    private static final Set<String> FORMULA_ERRORS =
            Set.of("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!");

    /**
     * @param index of the column
     * @param field null for the id
     */
    private record Target(int index, CatalogField field, String matchBy) {}

    private final ImportSpec spec;
    private final Actor actor;
    private final Catalog catalog;
    private final CatalogObject object;
    private final RecordService records;
    private final LookupMatcher matcher;
    private final boolean again;
    private final List<Target> targets = new ArrayList<>();

    /** @param again whether rows may have been written by a former run that was killed before its checkpoint */
    ImportChunk(
            ImportSpec spec,
            Actor actor,
            Catalog catalog,
            RecordService records,
            LookupMatcher matcher,
            boolean again) {
        this.spec = spec;
        this.again = again;
        this.actor = actor;
        this.catalog = catalog;
        this.object = catalog.getObject(spec.object());
        this.records = records;
        this.matcher = matcher;
        for (int i = 0; i < spec.columns().size(); i++) {
            ImportColumn column = spec.columns().get(i);
            if ("id".equals(column.field())) {
                targets.add(new Target(i, null, null));
            } else if (column.field() != null) {
                int index = i;
                object.findField(column.field())
                        .ifPresent(field -> targets.add(new Target(index, field, column.matchBy())));
            }
        }
    }

    void process(List<ImportRow> rows) {
        rows.forEach(this::read);
        resolve(rows);
        if (spec.dryRun()) {
            validate(rows);
            return;
        }
        write(rows.stream().filter(row -> row.problems.isEmpty()).toList());
        // Rows that name records of the same object (a superior, a parent) may have been waiting for their neighbours.
        List<ImportRow> waiting = rows.stream().filter(row -> row.waits).toList();
        while (!waiting.isEmpty()) {
            waiting.forEach(row -> {
                row.values.clear();
                row.problems.clear();
                row.waits = false;
                read(row);
            });
            resolve(waiting);
            List<ImportRow> ready =
                    waiting.stream().filter(row -> row.problems.isEmpty()).toList();
            write(ready);
            if (ready.isEmpty()) {
                break;
            }
            waiting = waiting.stream().filter(row -> row.waits).toList();
        }
        validate(rows.stream().filter(row -> row.outcome == Outcome.OPEN).toList());
    }

    private void read(ImportRow row) {
        List<String> cells = row.source.cells();
        if (cells.size() > spec.columns().size()) {
            row.problems.add(Problem.of(
                    "IMPORT_EXTRA_CELLS", "", "columns", spec.columns().size()));
        }
        for (Target target : targets) {
            String text = target.index() < cells.size() ? cells.get(target.index()) : "";
            if (text.isBlank()) {
                continue;
            }
            if (FORMULA_ERRORS.contains(text.strip())) {
                String name = target.field() == null ? "id" : target.field().name();
                row.problems.add(Problem.of("IMPORT_FORMULA_ERROR", "/" + name, "value", text.strip()));
            } else if (target.field() == null) {
                row.values.put("id", text.strip());
            } else if (!TextValues.names(target.field())) {
                row.values.put(target.field().name(), TextValues.read(target.field(), text, actor.zone()));
            }
        }
        if (spec.creates() && !spec.dryRun()) {
            row.values.putIfAbsent("id", row.id);
        }
    }

    private void resolve(List<ImportRow> rows) {
        for (Target target : targets) {
            if (target.field() == null || !TextValues.names(target.field())) {
                continue;
            }
            boolean many = target.field().shape() == io.trellis.metadata.field.Shape.MANY;
            Map<ImportRow, List<String>> named = new LinkedHashMap<>();
            Set<String> texts = new TreeSet<>();
            for (ImportRow row : rows) {
                String text = target.index() < row.source.cells().size()
                        ? TextValues.unguarded(
                                row.source.cells().get(target.index()).strip())
                        : "";
                List<String> names = text.isEmpty() ? List.of() : many ? TextValues.parts(text) : List.of(text);
                if (!names.isEmpty()) {
                    named.put(row, names);
                    texts.addAll(names);
                }
            }
            if (texts.isEmpty()) {
                continue;
            }
            var matches = matcher.match(actor, catalog, target.field(), target.matchBy(), texts);
            named.forEach((row, names) -> put(row, target, names, matches, many));
        }
    }

    private void put(
            ImportRow row, Target target, List<String> names, Map<String, LookupMatcher.Match> matches, boolean many) {
        List<String> ids = new ArrayList<>();
        for (String name : names) {
            LookupMatcher.Match match = matches.getOrDefault(name, LookupMatcher.Match.NONE);
            if (match.count() == 1) {
                ids.add(match.id());
                continue;
            }
            boolean own = match.count() == 0 && target.field().targets().contains(object.name()) && spec.creates();
            row.waits = own && (row.problems.isEmpty() || row.waits);
            row.problems.add(new Problem(
                    match.count() == 0 ? "IMPORT_NO_MATCH" : "AMBIGUOUS_MATCH",
                    "/" + target.field().name(),
                    Map.of("value", name, "count", match.count(), "by", byLabel(target))));
        }
        if (ids.size() == names.size()) {
            row.values.put(target.field().name(), many ? ids : ids.getFirst());
        }
    }

    private String byLabel(Target target) {
        for (CatalogObject linked : ImportFields.targets(catalog, target.field())) {
            String by = target.matchBy() == null ? linked.definition().nameField() : target.matchBy();
            var field = linked.findField(by);
            if (field.isPresent()) {
                return field.get().definition().label() == null
                        ? by
                        : field.get().definition().label().in(actor.locale(), by);
            }
        }
        return "id";
    }

    /** Rows with the same key are written one after the other, so that the later one wins, as a person expects. */
    private void write(List<ImportRow> rows) {
        List<ImportRow> batch = new ArrayList<>();
        Set<Object> keys = new HashSet<>();
        for (ImportRow row : rows) {
            Object key = spec.updates() ? row.values.get(spec.key() == null ? "id" : spec.key()) : null;
            if (key != null && !keys.add(key)) {
                flush(batch);
                batch.clear();
                keys.clear();
                keys.add(key);
            }
            batch.add(row);
        }
        flush(batch);
    }

    private void flush(List<ImportRow> batch) {
        if (batch.isEmpty()) {
            return;
        }
        List<BulkResult> results = bulk(batch.stream().map(row -> row.values).toList(), false);
        for (int i = 0; i < batch.size(); i++) {
            ImportRow row = batch.get(i);
            BulkResult result = results.get(i);
            if (result.status() == 201 || !result.failed() && row.id.equals(result.id()) || written(row, result)) {
                row.outcome = Outcome.CREATED;
            } else if (!result.failed()) {
                row.outcome = Outcome.UPDATED;
            } else {
                row.outcome = Outcome.FAILED;
                row.problems.addAll(result.problems());
            }
        }
    }

    /** A row that meets itself: by its id, or by a unique value that its own record has taken. */
    private boolean written(ImportRow row, BulkResult result) {
        boolean taken =
                result.problems().stream().anyMatch(problem -> problem.code().equals("ID_TAKEN"));
        return taken
                || again
                        && result.failed()
                        && spec.creates()
                        && records.find(actor, spec.object(), row.id).isPresent();
    }

    /** Finds everything that is wrong with rows that will not be written, without writing. */
    private void validate(List<ImportRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<Map<String, Object>> values = new ArrayList<>();
        for (ImportRow row : rows) {
            Map<String, Object> copy = new LinkedHashMap<>(row.values);
            copy.remove("id", row.id);
            values.add(copy);
        }
        values.add(NEVER);
        List<BulkResult> results = bulk(values, true);
        for (int i = 0; i < rows.size(); i++) {
            ImportRow row = rows.get(i);
            Set<String> told = new HashSet<>();
            row.problems.forEach(problem -> told.add(problem.path()));
            if (results.get(i).status() != 424) {
                results.get(i).problems().stream()
                        .filter(problem -> !told.contains(problem.path()))
                        .forEach(row.problems::add);
            }
            row.outcome = row.problems.isEmpty() ? Outcome.VALID : Outcome.FAILED;
        }
    }

    private List<BulkResult> bulk(List<Map<String, Object>> rows, boolean allOrNothing) {
        String key = spec.operation().equals("create") || "id".equals(spec.key()) ? null : spec.key();
        return records.bulk(
                actor,
                spec.object(),
                BulkOperation.valueOf(spec.operation().toUpperCase(Locale.ROOT)),
                key,
                rows,
                allOrNothing);
    }
}
