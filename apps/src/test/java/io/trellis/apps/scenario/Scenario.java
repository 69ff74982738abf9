package io.trellis.apps.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.apps.scenario.World.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A package's promise, written as given / when / then. Each step names who acts ({@code as}) and does one thing: {@code create},
 * {@code update}, {@code delete}, {@code read}, {@code count}, {@code ask} an address, {@code run} a mapping {@code on} a record or
 * {@code escalate} what is due in so many hours. {@code ref} names what came of it; {@code $name} and, after a mapping,
 * {@code $name.target} stand for ids. {@code refused} says the code the step must fail with ({@code ANY} for whatever code),
 * {@code at} the place of one of its problems. {@code despite: duplicates} makes a record that looks like another all the same.
 */
final class Scenario {
    private static final Set<String> KEYS = Set.of(
            "as",
            "create",
            "update",
            "delete",
            "read",
            "count",
            "ask",
            "run",
            "on",
            "ref",
            "values",
            "hidden",
            "empty",
            "filter",
            "is",
            "choices",
            "refused",
            "at",
            "escalate",
            "despite");
    private static final Pattern REFERENCE = Pattern.compile("\\$([a-zA-Z0-9]+(?:\\.[a-zA-Z]+)?)");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final String name;
    private final List<Map<String, Object>> steps = new ArrayList<>();
    private final Map<String, String> references = new HashMap<>();

    private Scenario(Map<String, Object> document) {
        name = document.get("name").toString();
        for (String part : List.of("given", "when", "then")) {
            steps.addAll(steps(document.get(part)));
        }
    }

    static Scenario read(Path file) {
        try {
            return new Scenario(YAML.readValue(Files.readString(file), new TypeReference<Map<String, Object>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    void play(World world) {
        for (String user : List.of("seller", "seller2", "manager", "auditor")) {
            references.put(user, world.userId(user));
        }
        for (Map<String, Object> step : steps) {
            assertThat(KEYS).as("keys of " + step).containsAll(step.keySet());
            String expected = (String) step.get("refused");
            try {
                act(world, step);
            } catch (Refused refused) {
                if (expected == null) {
                    throw new AssertionError("Refused: " + step, refused);
                }
                if (!expected.equals("ANY")) {
                    assertThat(refused.code()).as(step.toString()).isEqualTo(expected);
                }
                if (step.containsKey("at")) {
                    assertThat(refused.paths())
                            .as(step.toString())
                            .contains(step.get("at").toString());
                }
                continue;
            }
            assertThat(expected).as("not refused: " + step).isNull();
        }
    }

    private void act(World world, Map<String, Object> step) {
        String as = step.get("as").toString();
        if (step.containsKey("create")) {
            boolean despite = "duplicates".equals(step.get("despite"));
            keep(step, world.create(as, step.get("create").toString(), values(step, "values"), despite));
        } else if (step.containsKey("update")) {
            world.update(as, id(step, "update"), values(step, "values"));
        } else if (step.containsKey("delete")) {
            world.delete(as, id(step, "delete"));
        } else if (step.containsKey("run")) {
            world.run(as, step.get("run").toString(), id(step, "on"), values(step, "choices"))
                    .forEach((target, id) -> references.put(step.get("ref") + "." + target, id));
        } else if (step.containsKey("count")) {
            String filter =
                    step.containsKey("filter") ? resolve(step.get("filter")).toString() : null;
            long count = world.count(as, step.get("count").toString(), filter);
            assertThat(count).as(step.toString()).isEqualTo(((Number) step.get("is")).longValue());
        } else if (step.containsKey("escalate")) {
            world.escalate(as, ((Number) step.get("escalate")).longValue());
        } else if (step.containsKey("ask")) {
            compare(step, world.ask(as, resolve(step.get("ask")).toString()));
        } else {
            compare(step, world.read(as, id(step, "read")));
        }
    }

    private void compare(Map<String, Object> step, Map<String, Object> record) {
        values(step, "values").forEach((field, wanted) -> {
            Object found = record.get(field);
            if (wanted instanceof Number number && found instanceof Number) {
                assertThat(new BigDecimal(found.toString()))
                        .as(field + " in " + step)
                        .isEqualByComparingTo(new BigDecimal(number.toString()));
            } else {
                assertThat(found).as(field + " in " + step).isEqualTo(wanted);
            }
        });
        for (String none : List.of("hidden", "empty")) {
            for (Object field : (List<?>) step.getOrDefault(none, List.of())) {
                assertThat(record.get(field.toString()))
                        .as(none + " " + field + " in " + step)
                        .isNull();
            }
        }
    }

    private void keep(Map<String, Object> step, String id) {
        if (step.containsKey("ref")) {
            references.put(step.get("ref").toString(), id);
        }
    }

    private String id(Map<String, Object> step, String key) {
        return resolve(step.get(key)).toString();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> values(Map<String, Object> step, String key) {
        return (Map<String, Object>) resolve(step.getOrDefault(key, Map.of()));
    }

    private Object resolve(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var resolved = new LinkedHashMap<String, Object>();
                map.forEach((key, inner) -> resolved.put(key.toString(), resolve(inner)));
                yield resolved;
            }
            case List<?> list -> list.stream().map(this::resolve).toList();
            case String text ->
                REFERENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(reference(match.group(1))));
            case Integer whole -> whole.longValue();
            case null -> "";
            default -> value;
        };
    }

    private String reference(String name) {
        String id = references.get(name);
        if (id == null) {
            throw new AssertionError("No $" + name + " in " + this.name);
        }
        return id;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> steps(Object part) {
        return part == null ? List.of() : (List<Map<String, Object>>) part;
    }
}
