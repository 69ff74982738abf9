package io.trellis.platform.publish;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogDiff;
import io.trellis.metadata.catalog.CatalogDiff.Action;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.catalog.Finding;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.AggregateQuery;
import io.trellis.platform.store.AggregateQuery.Bucket;
import io.trellis.platform.store.AggregateQuery.Function;
import io.trellis.platform.store.AggregateQuery.Group;
import io.trellis.platform.store.AggregateQuery.Measure;
import io.trellis.platform.store.AggregateQuery.Order;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.RecordStore;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Holds a change of metadata against the records there are. */
final class DataCheck {
    private static final int SAMPLE = 10;

    private final RecordStore store;
    private final Realm before;
    private final Catalog after;
    private final CatalogDiff diff;

    DataCheck(RecordStore store, Realm before, Catalog after, CatalogDiff diff) {
        this.store = store;
        this.before = before;
        this.after = after;
        this.diff = diff;
    }

    /**
     * What the records forbid.
     *
     * @param duplicates whether to look for records that break a new unique key; without, the store refuses those itself
     */
    List<Finding> refusals(boolean duplicates) {
        var findings = new ArrayList<Finding>();
        for (CatalogDiff.Change change : diff.changes()) {
            if (change.object() == null || change.action() == Action.ADD) {
                continue;
            }
            if (change.field() == null) {
                checkObject(change, findings);
            } else if (change.action() == Action.CHANGE) {
                checkField(change, findings);
            }
        }
        if (duplicates) {
            diff.touchedObjects().forEach(name -> checkUniques(name, findings));
        }
        return findings;
    }

    private void checkObject(CatalogDiff.Change change, List<Finding> findings) {
        String name = change.former().substring("objects/".length());
        CatalogObject object = before.catalog().getObject(name);
        boolean prefixChanged = change.action() == Action.CHANGE
                && !after.getObject(change.object())
                        .definition()
                        .prefix()
                        .equals(object.definition().prefix());
        if (change.action() == Action.REMOVE || prefixChanged) {
            long count = count(name);
            if (count > 0) {
                String code = prefixChanged ? "PREFIX_FIXED" : "OBJECT_HAS_RECORDS";
                String path = prefixChanged ? "/prefix" : "";
                findings.add(new Finding(
                        "objects", change.object(), new Problem(code, path, Map.of("object", name, "count", count))));
            }
        }
    }

    private void checkField(CatalogDiff.Change change, List<Finding> findings) {
        CatalogObject object = after.getObject(change.object());
        Optional<CatalogField> former = former(change);
        CatalogField now = object.findField(change.field()).orElseThrow();
        if (former.isEmpty() || former.get().shape() == now.shape()) {
            return;
        }
        // Values that are computed are computed anew.
        if (former.get().computed() && now.computed()) {
            return;
        }
        if (count(formerObject(change).orElseThrow().name()) > 0) {
            int index = object.definition().fields().indexOf(now.definition());
            findings.add(new Finding(
                    "objects",
                    object.name(),
                    new Problem(
                            "FIELD_SHAPE_FIXED",
                            "/fields/" + index + "/type",
                            Map.of(
                                    "from", former.get().definition().type(),
                                    "to", now.definition().type()))));
        }
    }

    private Optional<CatalogObject> formerObject(CatalogDiff.Change change) {
        return before.catalog().findObject(change.former().split("/")[1]);
    }

    private Optional<CatalogField> former(CatalogDiff.Change change) {
        String[] steps = change.former().split("/");
        return before.catalog().findObject(steps[1]).flatMap(object -> object.findField(steps[3]));
    }

    private long count(String object) {
        return count(store, before, object);
    }

    /** All records, those in the recycle bin included. */
    static long count(RecordStore store, Realm realm, String object) {
        return store.count(realm, object, new Predicate.All(), false)
                + store.count(realm, object, new Predicate.All(), true);
    }

    private void checkUniques(String name, List<Finding> findings) {
        Optional<CatalogObject> was = before.catalog().findObject(name);
        if (was.isEmpty()) {
            return;
        }
        Set<List<String>> fresh = uniques(after.getObject(name));
        fresh.removeAll(uniques(was.get()));
        for (List<String> fields : fresh) {
            if (fields.stream().allMatch(was.get().fields()::containsKey)) {
                long doubles = duplicates(name, fields);
                if (doubles > 0) {
                    findings.add(new Finding(
                            "objects",
                            name,
                            new Problem(
                                    "UNIQUE_BROKEN",
                                    "",
                                    Map.of("object", name, "fields", String.join(", ", fields), "count", doubles))));
                }
            }
        }
    }

    private static Set<List<String>> uniques(CatalogObject object) {
        var uniques = new HashSet<>(object.definition().uniques());
        object.ownFields().stream()
                .filter(field -> field.definition().unique())
                .forEach(field -> uniques.add(List.of(field.name())));
        return uniques;
    }

    /** How many values, among the most frequent, occur more than once. */
    private long duplicates(String object, List<String> fields) {
        Predicate present = Predicate.and(fields.stream()
                .map(field -> Predicate.not(new Predicate.IsNull(Predicate.Path.of(field))))
                .toList());
        var query = new AggregateQuery(
                present,
                fields.stream()
                        .map(field -> new Group(Predicate.Path.of(field), Bucket.NONE, field))
                        .toList(),
                List.of(new Measure(Function.COUNT, null, "_count")),
                List.of(new Order("_count", true)),
                1000,
                ZoneOffset.UTC);
        return store.aggregate(before, object, query).stream()
                .filter(row -> ((Number) row.get("_count")).longValue() > 1)
                .count();
    }

    /** Records that the new definitions would no longer accept. Reads every record of an object of which a field got narrower. */
    PublishReport.FailingRows failingRows() {
        var total = new AtomicLong();
        var sample = new ArrayList<String>();
        for (String name : diff.touchedObjects()) {
            List<CatalogDiff.Change> changes = diff.changes().stream()
                    .filter(change -> name.equals(change.object()) && change.field() != null)
                    .filter(change -> change.action() != Action.REMOVE)
                    .toList();
            List<Test> tests =
                    changes.stream().map(this::test).flatMap(Optional::stream).toList();
            Optional<CatalogObject> was = changes.stream()
                    .filter(change -> change.former() != null)
                    .findFirst()
                    .flatMap(this::formerObject)
                    .or(() -> before.catalog().findObject(name));
            if (tests.isEmpty() || was.isEmpty()) {
                continue;
            }
            store.scan(before, was.get().name(), new Predicate.All(), record -> {
                Map<String, Object> values = RecordDocument.decode(was.get(), record.doc());
                if (tests.stream().anyMatch(test -> test.fails(values))) {
                    total.incrementAndGet();
                    if (sample.size() < SAMPLE) {
                        sample.add(record.id());
                    }
                }
                return true;
            });
        }
        return new PublishReport.FailingRows(total.get(), sample);
    }

    /** Whether the records' values of one field, known so far as {@code name}, would still do. */
    private record Test(String name, CatalogField field) {
        boolean fails(Map<String, Object> values) {
            Object value = name == null ? null : values.get(name);
            if (value == null) {
                return field.definition().required();
            }
            var problems = new ArrayList<Problem>();
            Object kept = field.type().normalise(field.definition(), value, problems::add);
            return !problems.isEmpty() || kept == null && field.definition().required();
        }
    }

    private Optional<Test> test(CatalogDiff.Change change) {
        CatalogField now =
                after.getObject(change.object()).findField(change.field()).orElseThrow();
        if (now.computed() || now.shape() == Shape.GROUP) {
            return Optional.empty();
        }
        if (change.action() == Action.ADD) {
            return now.definition().required() ? Optional.of(new Test(null, now)) : Optional.empty();
        }
        return former(change).filter(was -> was.shape() == now.shape()).map(was -> new Test(was.name(), now));
    }
}
