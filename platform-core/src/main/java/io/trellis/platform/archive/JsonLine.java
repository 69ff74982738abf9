package io.trellis.platform.archive;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A flat JSON object being read back, strictly: it comes from a file that anybody may have edited. Objects inside it are handed out as
 * the bytes they are, after making sure that readers which parse nothing can walk them.
 */
final class JsonLine {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** String, Long or byte[] by key. */
    private final Map<String, Object> values = new HashMap<>();

    /** @throws IllegalArgumentException saying what is wrong */
    JsonLine(byte[] line) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line, 0, line.length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("no JSON object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = parser.currentName();
                values.put(key, value(parser, line, key));
            }
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("something follows the JSON object");
            }
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("no JSON: " + malformed.getOriginalMessage(), malformed);
        }
    }

    private static Object value(JsonParser parser, byte[] line, String key) {
        return switch (parser.nextToken()) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case START_OBJECT -> {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                int end = (int) parser.currentLocation().getByteOffset();
                byte[] slice = Arrays.copyOfRange(line, start, end);
                if (!compact(slice)) {
                    throw new IllegalArgumentException(key + " has white space or escaped names in it");
                }
                yield slice;
            }
            default -> throw new IllegalArgumentException(key + " has a value of the wrong type");
        };
    }

    /** Whether these bytes are one JSON object that a line can have in it as it stands. */
    static boolean isCompactObject(byte[] bytes) {
        if (bytes.length < 2 || bytes[0] != '{' || !compact(bytes)) {
            return false;
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes, 0, bytes.length)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException malformed) {
            return false;
        }
    }

    /** Of valid JSON: no white space outside texts, and no escapes in the names of the top level. */
    private static boolean compact(byte[] json) {
        int depth = 0;
        for (int i = 0; i < json.length; i++) {
            byte c = json[i];
            if (c == '"') {
                boolean escaped = false;
                for (i++; i < json.length && json[i] != '"'; i++) {
                    if (json[i] == '\\') {
                        escaped = true;
                        i++;
                    }
                }
                if (escaped && depth == 1 && i + 1 < json.length && json[i + 1] == ':') {
                    return false;
                }
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            } else if (c >= 0 && c <= ' ') {
                return false;
            }
        }
        return true;
    }

    /** A text, or null without one. */
    String text(String key) {
        return get(key, String.class);
    }

    /** A text that must be there and not be empty. */
    String id(String key) {
        String text = text(key);
        if (text == null || text.isEmpty() || text.indexOf('\0') >= 0 || text.indexOf('\u001f') >= 0) {
            throw new IllegalArgumentException(key + " is missing or no name");
        }
        return text;
    }

    long number(String key) {
        Long number = get(key, Long.class);
        if (number == null || number < 0) {
            throw new IllegalArgumentException(key + " is missing or negative");
        }
        return number;
    }

    long positive(String key) {
        long number = number(key);
        if (number == 0) {
            throw new IllegalArgumentException(key + " is 0");
        }
        return number;
    }

    Instant moment(String key) {
        String text = text(key);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(key + " is no moment", wrong);
        }
    }

    /** An object that must be there, as it stands. */
    byte[] json(String key) {
        byte[] json = get(key, byte[].class);
        if (json == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return json;
    }

    /** What {@link JsonLineWriter#bytes} wrote; null when that was null. */
    byte[] bytes(String key) {
        String base64 = text(key + JsonLineWriter.BASE64);
        return base64 == null ? get(key, byte[].class) : Base64.getDecoder().decode(base64);
    }

    private <T> T get(String key, Class<T> type) {
        Object value = values.get(key);
        if (value != null && !type.isInstance(value)) {
            throw new IllegalArgumentException(key + " has a value of the wrong type");
        }
        return type.cast(value);
    }
}
