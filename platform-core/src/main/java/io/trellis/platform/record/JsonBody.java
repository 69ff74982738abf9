package io.trellis.platform.record;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a request's JSON straight into maps and lists, exactly: whole numbers are Longs, others BigDecimals, a key given twice
 * is refused. Data binding is left out because records have no classes to bind to.
 */
final class JsonBody {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(12 * 1024 * 1024)
                    .maxNameLength(1_000)
                    .maxNumberLength(400)
                    .build())
            .build();
    /** Digits before or after the point beyond which a number is nonsense, and dangerous to write out. */
    private static final int MAX_SCALE = 400;

    private JsonBody() {}

    /**
     * @throws ProblemException MALFORMED_JSON, JSON_TOO_COMPLEX, DUPLICATE_KEY, MISSING_BODY, or INVALID_VALUE when it is not
     *     an object
     */
    static Map<String, Object> readObject(InputStream in) throws IOException {
        Object value = read(in);
        if (value instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked")
            Map<String, Object> object = (Map<String, Object>) map;
            return object;
        }
        throw new ProblemException(Kind.MALFORMED, "INVALID_VALUE", Map.of("expected", "object"));
    }

    private static Object read(InputStream in) throws IOException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
            if (parser.nextToken() == null) {
                throw new ProblemException(Kind.MALFORMED, "MISSING_BODY", Map.of());
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw malformed("MALFORMED_JSON", parser);
            }
            return value;
        } catch (JacksonIOException e) {
            // What the stream itself threw: a body over the limit, a client that went away.
            throw e.getCause();
        } catch (StreamConstraintsException e) {
            throw malformed("JSON_TOO_COMPLEX", e);
        } catch (JacksonException e) {
            throw malformed("MALFORMED_JSON", e);
        }
    }

    private static Object value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? new BigDecimal(parser.getBigIntegerValue())
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> {
                BigDecimal decimal = parser.getDecimalValue();
                if (Math.abs((long) decimal.scale()) > MAX_SCALE) {
                    throw malformed("JSON_TOO_COMPLEX", parser);
                }
                yield decimal;
            }
            default -> throw malformed("MALFORMED_JSON", parser);
        };
    }

    private static Map<String, Object> object(JsonParser parser) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            String name = parser.currentName();
            parser.nextToken();
            if (map.containsKey(name)) {
                throw new ProblemException(Kind.MALFORMED, "DUPLICATE_KEY", Map.of("name", name));
            }
            map.put(name, value(parser));
        }
        return map;
    }

    private static List<Object> array(JsonParser parser) {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return list;
    }

    private static ProblemException malformed(String code, JsonParser parser) {
        var at = parser.currentLocation();
        return new ProblemException(Kind.MALFORMED, code, Map.of("line", at.getLineNr(), "column", at.getColumnNr()));
    }

    private static ProblemException malformed(String code, JacksonException e) {
        var at = e.getLocation();
        return new ProblemException(
                Kind.MALFORMED,
                code,
                Map.of("line", at == null ? 1 : at.getLineNr(), "column", at == null ? 1 : at.getColumnNr()));
    }
}
