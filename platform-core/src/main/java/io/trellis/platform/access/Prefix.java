package io.trellis.platform.access;

import io.trellis.metadata.expression.Predicate;
import java.util.ArrayList;
import java.util.List;

/** A condition on a record, said of the records that link to it. */
final class Prefix {
    private Prefix() {}

    static Predicate put(String link, Predicate predicate) {
        return switch (predicate) {
            case Predicate.All all -> all;
            case Predicate.None none -> none;
            case Predicate.And(var parts) -> new Predicate.And(parts(link, parts));
            case Predicate.Or(var parts) -> new Predicate.Or(parts(link, parts));
            case Predicate.Not(var part) -> new Predicate.Not(put(link, part));
            case Predicate.Compare(var path, var op, var value) -> new Predicate.Compare(path(link, path), op, value);
            case Predicate.IsNull(var path) -> new Predicate.IsNull(path(link, path));
            case Predicate.In(var path, var values) -> new Predicate.In(path(link, path), values);
            case Predicate.Text(var path, var op, var value) -> new Predicate.Text(path(link, path), op, value);
            case Predicate.Includes(var path, var value) -> new Predicate.Includes(path(link, path), value);
            case Predicate.CompareFields(var left, var op, var right) ->
                new Predicate.CompareFields(path(link, left), op, path(link, right));
        };
    }

    private static List<Predicate> parts(String link, List<Predicate> parts) {
        return parts.stream().map(part -> put(link, part)).toList();
    }

    private static Predicate.Path path(String link, Predicate.Path path) {
        var steps = new ArrayList<String>(path.steps().size() + 1);
        steps.add(link);
        steps.addAll(path.steps());
        return new Predicate.Path(steps);
    }
}
