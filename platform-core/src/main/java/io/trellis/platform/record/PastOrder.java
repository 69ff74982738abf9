package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The order of a list that is put together from records of now and of then: the store's order, worked out in memory, and the
 * place after a record as a condition that any store can answer.
 */
final class PastOrder implements Comparator<PastOrder.Place> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final int LONGEST_CURSOR = 100_000;

    /** Where a record stands: its values of the sort fields, the id last. */
    record Place(String id, List<Object> values) {}

    private final List<CatalogField> fields = new ArrayList<>();
    private final List<RecordQuery.Sort> keys = new ArrayList<>();
    private final CatalogObject object;

    /** @param sort by own fields only */
    PastOrder(CatalogObject object, List<RecordQuery.Sort> sort) {
        this.object = object;
        keys.addAll(sort);
        if (sort.stream().noneMatch(one -> one.path().first().equals("id"))) {
            boolean descending = sort.isEmpty() || sort.getLast().descending();
            keys.add(new RecordQuery.Sort(Predicate.Path.of("id"), descending));
        }
        keys.forEach(key -> fields.add(object.fields().get(key.path().first())));
    }

    Place place(StoredRecord record) {
        Map<String, Object> values = RecordDocument.decode(object, record.doc());
        List<Object> place = new ArrayList<>(keys.size());
        for (RecordQuery.Sort key : keys) {
            place.add(RecordValues.get(
                    record.id(), record.system(), values, key.path().first()));
        }
        return new Place(record.id(), place);
    }

    @Override
    public int compare(Place left, Place right) {
        for (int i = 0; i < keys.size(); i++) {
            int order = Predicate.order(left.values().get(i), right.values().get(i));
            if (order != 0) {
                return keys.get(i).descending() ? -order : order;
            }
        }
        return 0;
    }

    /** What comes after a place. */
    Predicate after(Place place) {
        List<Predicate> ways = new ArrayList<>();
        List<Predicate> same = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Predicate.Path path = keys.get(i).path();
            Object value = place.values().get(i);
            List<Predicate> way = new ArrayList<>(same);
            way.add(beyond(path, value, keys.get(i).descending()));
            ways.add(Predicate.and(way));
            same.add(value == null ? new Predicate.IsNull(path) : new Predicate.Compare(path, Predicate.Op.EQ, value));
        }
        return Predicate.or(ways);
    }

    private static Predicate beyond(Predicate.Path path, Object value, boolean descending) {
        Predicate none = new Predicate.IsNull(path);
        if (value == null) {
            return descending ? new Predicate.None() : Predicate.not(none);
        }
        Predicate further;
        if (value instanceof Boolean flag) {
            further = flag == descending ? new Predicate.Compare(path, Predicate.Op.EQ, !flag) : new Predicate.None();
        } else {
            further = new Predicate.Compare(path, descending ? Predicate.Op.LT : Predicate.Op.GT, value);
        }
        return descending ? Predicate.or(further, none) : further;
    }

    private String name() {
        var name = new StringBuilder();
        keys.forEach(key -> name.append(key.descending() ? '-' : '+').append(key.path()));
        return name.toString();
    }

    String cursor(Place place) {
        List<Object> parts = new ArrayList<>();
        parts.add(name());
        for (int i = 0; i < keys.size(); i++) {
            Object value = place.values().get(i);
            parts.add(
                    value == null
                            ? null
                            : new String(
                                    RecordDocument.encodeValue(fields.get(i).shape(), value), StandardCharsets.UTF_8));
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(RecordDocument.encodeAny(parts));
    }

    /** @throws IllegalArgumentException when it is no cursor of this order */
    Place read(String cursor) {
        List<?> parts;
        try {
            if (cursor.length() > LONGEST_CURSOR) {
                throw new IllegalArgumentException("too long");
            }
            parts = JSON.readValue(Base64.getUrlDecoder().decode(cursor), List.class);
        } catch (IllegalArgumentException | JacksonException notOurs) {
            throw new IllegalArgumentException("Not a cursor", notOurs);
        }
        if (parts == null || parts.size() != keys.size() + 1 || !name().equals(parts.getFirst())) {
            throw new IllegalArgumentException("The cursor belongs to another order");
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            values.add(value(fields.get(i).shape(), parts.get(i + 1)));
        }
        int id = idPosition();
        if (!(values.get(id) instanceof String text)) {
            throw new IllegalArgumentException("Not a cursor");
        }
        return new Place(text, values);
    }

    private int idPosition() {
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).path().first().equals("id")) {
                return i;
            }
        }
        throw new IllegalStateException("An order ends with the id");
    }

    private static Object value(Shape shape, Object part) {
        if (part == null) {
            return null;
        }
        Object value = null;
        if (part instanceof String text && !text.isEmpty()) {
            byte[] json = text.getBytes(StandardCharsets.UTF_8);
            try {
                value = RecordDocument.decodeValue(shape, json, 0, json.length);
            } catch (RuntimeException broken) {
                // Reported with all else that is no cursor.
            }
        }
        if (value == null) {
            throw new IllegalArgumentException("Not a cursor");
        }
        return RecordValues.forExpression(value);
    }
}
