package io.trellis.metadata.schema;

import io.trellis.metadata.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TSFBuilder;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * Parses JSON and YAML into plain values: Map (in order), List, String, Long, BigDecimal, Boolean, null. Doubled keys and
 * too deep nesting are problems; nothing here throws on bad input. Thread-safe.
 */
public final class Documents {
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(60)
            .maxNumberLength(100)
            .maxStringLength(20_000_000)
            .build();

    private static final TokenStreamFactory JSON = limited(JsonFactory.builder());
    private static final TokenStreamFactory YAML = limited(YAMLFactory.builder());

    private Documents() {}

    /**
     * A document, parsed.
     *
     * @param lines line, from 1, of each value by JSON pointer
     */
    public record Parsed(Object value, Map<String, Integer> lines) {
        /** The problem with the line of its place, or of the nearest enclosing place. */
        public Problem locate(Problem problem) {
            String path = problem.path();
            while (!lines.containsKey(path) && !path.isEmpty()) {
                path = path.substring(0, path.lastIndexOf('/'));
            }
            var params = new LinkedHashMap<>(problem.params());
            params.putIfAbsent("line", lines.getOrDefault(path, 1));
            return new Problem(problem.code(), problem.path(), params);
        }
    }

    /** @param problems takes MALFORMED_JSON or JSON_TOO_COMPLEX {line, column}, after which empty is returned, and DUPLICATE_KEY */
    public static Optional<Parsed> readJson(byte[] bytes, Consumer<Problem> problems) {
        return read(JSON, "MALFORMED_JSON", bytes, problems);
    }

    /** @param problems takes MALFORMED_YAML or JSON_TOO_COMPLEX {line, column}, after which empty is returned, and DUPLICATE_KEY */
    public static Optional<Parsed> readYaml(byte[] bytes, Consumer<Problem> problems) {
        return read(YAML, "MALFORMED_YAML", bytes, problems);
    }

    private static Optional<Parsed> read(
            TokenStreamFactory factory, String code, byte[] bytes, Consumer<Problem> problems) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), bytes)) {
            var reader = new Reader(parser, problems);
            JsonToken first = parser.nextToken();
            Object value = first == null ? null : reader.value("");
            if (parser.nextToken() != null) {
                problems.accept(Problem.of(
                        code, "", "line", parser.currentTokenLocation().getLineNr()));
                return Optional.empty();
            }
            return Optional.of(new Parsed(value, reader.lines));
        } catch (JacksonException e) {
            var params = new LinkedHashMap<String, Object>();
            if (e.getLocation() != null) {
                params.put("line", e.getLocation().getLineNr());
                params.put("column", e.getLocation().getColumnNr());
            }
            boolean complex = e instanceof StreamConstraintsException;
            problems.accept(new Problem(complex ? "JSON_TOO_COMPLEX" : code, "", params));
            return Optional.empty();
        } catch (RuntimeException e) {
            // The YAML engine has exceptions of its own for what Jackson does not wrap, e.g. too many aliases.
            problems.accept(Problem.of(code, ""));
            return Optional.empty();
        }
    }

    private static final class Reader {
        private final JsonParser parser;
        private final Consumer<Problem> problems;
        private final Map<String, Integer> lines = new HashMap<>();

        Reader(JsonParser parser, Consumer<Problem> problems) {
            this.parser = parser;
            this.problems = problems;
        }

        Object value(String path) {
            lines.put(path, parser.currentTokenLocation().getLineNr());
            return switch (parser.currentToken()) {
                case START_OBJECT -> object(path);
                case START_ARRAY -> array(path);
                case VALUE_STRING -> parser.getString();
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_NUMBER_INT ->
                    parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                            ? new BigDecimal(parser.getBigIntegerValue())
                            : (Object) parser.getLongValue();
                case VALUE_NUMBER_FLOAT -> parser.isNaN() ? parser.getString() : parser.getDecimalValue();
                default -> null;
            };
        }

        private Map<String, Object> object(String path) {
            var map = new LinkedHashMap<String, Object>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                String place = path + "/" + SchemaCheck.escape(key);
                parser.nextToken();
                if (map.containsKey(key)) {
                    problems.accept(Problem.of("DUPLICATE_KEY", place, "key", SchemaCheck.shorten(key)));
                }
                map.put(key, value(place));
            }
            return map;
        }

        private List<Object> array(String path) {
            var list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(path + "/" + list.size()));
            }
            return list;
        }
    }

    private static TokenStreamFactory limited(TSFBuilder<?, ?> builder) {
        return builder.streamReadConstraints(LIMITS).build();
    }
}
