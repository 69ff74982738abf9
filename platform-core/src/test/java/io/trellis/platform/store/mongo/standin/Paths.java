package io.trellis.platform.store.mongo.standin;

import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Dotted paths into documents, with arrays on the way. */
final class Paths {
    private Paths() {}

    /** Values at a path as a query sees them, one for each way through arrays; an array at the end is not opened. */
    static List<BsonValue> all(BsonDocument document, String path) {
        List<BsonValue> found = new ArrayList<>(1);
        if (path.indexOf('.') < 0) {
            BsonValue value = document.get(path);
            if (value != null) {
                found.add(value);
            }
            return found;
        }
        collect(document, path.split("\\."), 0, found);
        return found;
    }

    private static void collect(BsonDocument document, String[] steps, int at, List<BsonValue> found) {
        BsonValue value = document.get(steps[at]);
        if (value == null) {
            return;
        }
        if (at == steps.length - 1) {
            found.add(value);
        } else if (value instanceof BsonDocument inner) {
            collect(inner, steps, at + 1, found);
        } else if (value instanceof BsonArray array) {
            for (BsonValue element : array) {
                if (element instanceof BsonDocument inner) {
                    collect(inner, steps, at + 1, found);
                }
            }
        }
    }

    /** The value at a path as an expression sees it; null where there is none. */
    static BsonValue one(BsonValue from, String[] steps, int at) {
        if (at == steps.length) {
            return from;
        }
        if (from instanceof BsonDocument document) {
            BsonValue next = document.get(steps[at]);
            return next == null ? null : one(next, steps, at + 1);
        }
        if (from instanceof BsonArray array) {
            var values = new BsonArray();
            for (BsonValue element : array) {
                BsonValue value = one(element, steps, at);
                if (value != null) {
                    values.add(value);
                }
            }
            return values;
        }
        return null;
    }

    /** The value that orders a document by a path: null's place where there is none. */
    static BsonValue sortKey(BsonDocument document, String path) {
        List<BsonValue> all = all(document, path);
        if (all.isEmpty()) {
            return Values.NULL;
        }
        if (all.size() > 1 || all.getFirst() instanceof BsonArray) {
            throw Fault.unknown("sorting by arrays");
        }
        return all.getFirst();
    }

    static void set(BsonDocument document, String path, BsonValue value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            document.put(path, value);
            return;
        }
        String first = path.substring(0, dot);
        BsonDocument inner = document.get(first) instanceof BsonDocument known ? known : new BsonDocument();
        document.put(first, inner);
        set(inner, path.substring(dot + 1), value);
    }

    static void unset(BsonDocument document, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            document.remove(path);
        } else if (document.get(path.substring(0, dot)) instanceof BsonDocument inner) {
            unset(inner, path.substring(dot + 1));
        }
    }
}
