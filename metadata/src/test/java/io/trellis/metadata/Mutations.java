package io.trellis.metadata;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Damages plain documents at random places, the same way for the same seed. */
public final class Mutations {
    private static final List<Object> VALUES = List.of(
            "",
            "x",
            "visit",
            "titel",
            "openn",
            "TODAY()",
            "1 +",
            "(((",
            "a.b.c.d",
            "$source",
            "none",
            "*",
            "\u0000",
            "'; DROP TABLE r1; --",
            "名称",
            "x".repeat(5000),
            0L,
            -1L,
            3L,
            Long.MAX_VALUE,
            new BigDecimal("1e400"),
            new BigDecimal("0.5"),
            true,
            false,
            List.of(),
            List.of("title", "title"),
            List.of(List.of()),
            Map.of(),
            Map.of("expression", "title & 1"),
            Map.of("expression", 5L),
            Map.of("zh-CN", "甲", "en-US", "A"));
    private static final List<String> KEYS = List.of(
            "name",
            "id",
            "type",
            "label",
            "lable",
            "max",
            "target",
            "targets",
            "options",
            "expression",
            "default",
            "unique",
            "required",
            "prefix",
            "filter",
            "fields",
            "a/b~c",
            "__proto__",
            "");

    private final Random random;

    public Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** A copy with one to three places changed. */
    public Object mutate(Object document) {
        Object copy = copy(document);
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            List<Runnable> changes = new ArrayList<>();
            collect(copy, changes);
            if (!changes.isEmpty()) {
                changes.get(random.nextInt(changes.size())).run();
            }
        }
        return copy;
    }

    private void collect(Object node, List<Runnable> changes) {
        if (node instanceof Map<?, ?> raw) {
            @SuppressWarnings("unchecked")
            var map = (Map<String, Object>) raw;
            for (String key : List.copyOf(map.keySet())) {
                changes.add(() -> map.put(key, value()));
                changes.add(() -> map.remove(key));
                changes.add(() -> map.put(KEYS.get(random.nextInt(KEYS.size())), map.remove(key)));
                collect(map.get(key), changes);
            }
            changes.add(() -> map.put(KEYS.get(random.nextInt(KEYS.size())), value()));
        } else if (node instanceof List<?> raw) {
            @SuppressWarnings("unchecked")
            var list = (List<Object>) raw;
            for (int i = 0; i < list.size(); i++) {
                int index = i;
                changes.add(() -> list.set(index, value()));
                changes.add(() -> list.add(copy(list.get(index))));
                changes.add(() -> list.remove(index));
                collect(list.get(i), changes);
            }
        }
    }

    private Object value() {
        int pick = random.nextInt(VALUES.size() + 1);
        return pick == VALUES.size() ? null : copy(VALUES.get(pick));
    }

    private static Object copy(Object node) {
        return switch (node) {
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, Object>();
                map.forEach((key, value) -> copy.put((String) key, copy(value)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<Object>();
                list.forEach(one -> copy.add(copy(one)));
                yield copy;
            }
            case null, default -> node;
        };
    }
}
