package io.trellis.platform.store;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.Predicate.Op;
import io.trellis.metadata.expression.Predicate.Path;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** Records and conditions drawn at random from small sets, so that they often meet; about a third of all values is null. */
final class RandomThings {
    private static final List<String> TEXTS =
            List.of("", "a", "A", "ab", "Ab%", "a_b", "b\\a", "中文", "中文a", "é", "É", "\ud83d\ude00", "\uffee", "x'\"y");
    private static final List<BigDecimal> NUMBERS = List.of(
            new BigDecimal("-1"),
            BigDecimal.ZERO,
            new BigDecimal("0.5"),
            new BigDecimal("1.00"),
            BigDecimal.ONE,
            new BigDecimal("1.000001"),
            new BigDecimal("2"),
            new BigDecimal("999999999999.999999"));
    private static final List<BigDecimal> ASKED = List.of(
            new BigDecimal("1.0000001"), new BigDecimal("1E+30"), new BigDecimal("-1E+30"), new BigDecimal("0.50"));
    private static final List<LocalDate> DAYS =
            List.of(LocalDate.parse("2025-12-31"), LocalDate.parse("2026-01-01"), LocalDate.parse("2028-02-29"));
    private static final List<Instant> MOMENTS = List.of(
            Instant.parse("1969-12-31T23:59:59.999Z"),
            Instant.parse("2026-03-01T08:00:00Z"),
            Instant.parse("2026-03-01T08:00:00.001Z"));
    private static final List<LocalTime> TIMES =
            List.of(LocalTime.MIDNIGHT, LocalTime.of(8, 30), LocalTime.of(23, 59, 59));

    /** Paths to single values, all of them comparable; by the shape they end in. */
    private static final Map<String, List<String>> PATHS = Map.of(
            "text", List.of("name", "other", "parent.name", "parent.grand.name", "related.name", "recordType"),
            "number", List.of("count", "price", "cost", "parent.rank", "parent.price", "parent.grand.price", "version"),
            "flag", List.of("flag"),
            "day", List.of("day", "parent.day"),
            "moment", List.of("moment", "createdAt", "parent.createdAt"),
            "time", List.of("time"),
            "link", List.of("parent", "related", "owner", "parent.grand", "id", "parent.owner", "related.id"),
            "many", List.of("tags", "parent.tags"));

    final Random random;
    final Map<String, Map<String, Object>> records = new LinkedHashMap<>();

    RandomThings(long seed) {
        random = new Random(seed);
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean no() {
        return random.nextInt(3) == 0;
    }

    /** Writes grands, parents (one of them deleted) and things (some links lead nowhere). */
    void fill(StoreContract contract, int things) {
        for (int i = 0; i < 4; i++) {
            write(contract, StoreContract.GRAND, "grand_" + i);
        }
        for (int i = 0; i < 12; i++) {
            write(contract, StoreContract.PARENT, "parent_" + i);
        }
        for (int i = 0; i < things; i++) {
            write(contract, StoreContract.THING, "thing_" + i);
        }
    }

    private void write(StoreContract contract, CatalogObject object, String id) {
        Map<String, Object> values = new HashMap<>();
        for (CatalogField field : object.ownFields()) {
            Object value = no() || field.definition().unique() ? null : value(field);
            if (value != null) {
                values.put(field.name(), value);
            }
        }
        values.remove("region"); // part of a unique key
        String owner = no() ? null : "user_" + random.nextInt(3);
        Instant deletedAt = id.equals("parent_3") ? any(MOMENTS) : null;
        Instant created = any(MOMENTS);
        var system =
                new SystemValues(1, owner, null, created, "user_1", created, null, deletedAt, no() ? null : any(TEXTS));
        contract.commit(
                new Commit.Put(object.name(), id, 0, system, values, Map.of(), StoreFixtures.change("created")));
        Map<String, Object> all = new HashMap<>(values);
        all.put("id", id);
        all.put("version", 1L);
        all.put("owner", owner);
        all.put("createdAt", created);
        all.put("recordType", system.recordType());
        records.put(id, all);
    }

    private Object value(CatalogField field) {
        return switch (field.shape()) {
            case TEXT -> any(TEXTS);
            case WHOLE -> (long) random.nextInt(4) - 1;
            case DECIMAL -> any(NUMBERS);
            case FLAG -> random.nextBoolean();
            case DAY -> any(DAYS);
            case MOMENT -> any(MOMENTS);
            case TIME -> any(TIMES);
            case LINK -> link(field.name());
            case MANY -> {
                List<String> many = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    many.add(any(TEXTS));
                }
                yield many;
            }
            case GROUP -> Map.of("a", 1L);
        };
    }

    private String link(String field) {
        return switch (field) {
            case "grand" -> "grand_" + random.nextInt(5);
            case "parent" -> "parent_" + random.nextInt(14);
            default -> random.nextBoolean() ? "parent_" + random.nextInt(14) : "grand_" + random.nextInt(5);
        };
    }

    /** The evaluator's view of a record: null through missing links, numbers as BigDecimal. */
    Function<Path, Object> view(String id) {
        return path -> {
            Map<String, Object> at = records.get(id);
            Object value = null;
            for (int i = 0; i < path.steps().size(); i++) {
                if (at == null) {
                    return null;
                }
                value = at.get(path.steps().get(i));
                at = value instanceof String link && i < path.steps().size() - 1 ? linked(link) : null;
            }
            return value instanceof Long whole ? BigDecimal.valueOf(whole) : value;
        };
    }

    /** Behind a link a deleted record is as good as none. */
    private Map<String, Object> linked(String id) {
        return id.equals("parent_3") ? null : records.get(id);
    }

    Predicate predicate(int depth) {
        int kind = random.nextInt(depth > 0 ? 12 : 8);
        return switch (kind) {
            case 8, 9 -> new Predicate.And(parts(depth));
            case 10 -> new Predicate.Or(parts(depth));
            case 11 -> new Predicate.Not(predicate(depth - 1));
            default -> leaf(kind);
        };
    }

    private List<Predicate> parts(int depth) {
        List<Predicate> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            parts.add(predicate(depth - 1));
        }
        return parts;
    }

    private Predicate leaf(int kind) {
        String type = any(List.of("text", "number", "number", "flag", "day", "moment", "time", "link"));
        Path path = Path.of(any(PATHS.get(type)));
        return switch (kind) {
            case 0, 1, 2 -> new Predicate.Compare(path, any(List.of(Op.values())), asked(type));
            case 3 -> new Predicate.IsNull(random.nextInt(4) == 0 ? Path.of(any(PATHS.get("many"))) : path);
            case 4 -> {
                List<Object> values = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    values.add(asked(type));
                }
                yield new Predicate.In(path, values);
            }
            case 5 ->
                new Predicate.Text(
                        Path.of(any(PATHS.get("text"))), any(List.of(Predicate.TextOp.values())), any(TEXTS));
            case 6 -> new Predicate.Includes(Path.of(any(PATHS.get("many"))), any(TEXTS));
            default -> new Predicate.CompareFields(path, any(List.of(Op.values())), Path.of(any(PATHS.get(type))));
        };
    }

    private Object asked(String type) {
        return switch (type) {
            case "text" -> any(TEXTS);
            case "number" -> random.nextInt(4) == 0 ? any(ASKED) : any(NUMBERS);
            case "flag" -> random.nextBoolean();
            case "day" -> any(DAYS);
            case "moment" -> random.nextInt(4) == 0 ? MOMENTS.get(1).plusNanos(500) : any(MOMENTS);
            case "time" -> any(TIMES);
            default -> random.nextBoolean() ? link("related") : "user_" + random.nextInt(3);
        };
    }
}
