package io.trellis.platform.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The text that continues a list: the order it belongs to, and what the last record of a page had there. It is no secret and may be forged; an
 * adapter uses what it reads from one as values only.
 */
public final class PageCursor {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private static final int LONGEST = 100_000;

    private PageCursor() {}

    /** @param cells a String, a Long or null for each key of the order */
    public static String encode(String order, List<Object> cells) {
        List<Object> parts = new ArrayList<>();
        parts.add(order);
        parts.addAll(cells);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(RecordDocument.encodeAny(parts));
    }

    /**
     * The cells of a cursor.
     *
     * @param text for each key of the order, whether its cell is a String rather than a Long
     * @throws IllegalArgumentException when it is no cursor of this order
     */
    public static List<Object> decode(String order, List<Boolean> text, String cursor) {
        List<?> parts;
        try {
            if (cursor.length() > LONGEST) {
                throw new IllegalArgumentException("too long");
            }
            String json = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            parts = JSON.readValue(json, List.class);
        } catch (IllegalArgumentException | JacksonException notOurs) {
            throw new IllegalArgumentException("Not a cursor", notOurs);
        }
        if (parts == null || parts.size() != text.size() + 1 || !order.equals(parts.getFirst())) {
            throw new IllegalArgumentException("The cursor belongs to another order");
        }
        List<Object> cells = new ArrayList<>();
        for (int i = 0; i < text.size(); i++) {
            Object cell = parts.get(i + 1);
            if (cell != null && !(text.get(i) ? cell instanceof String : cell instanceof Long)) {
                throw new IllegalArgumentException("Not a cursor");
            }
            cells.add(cell);
        }
        return cells;
    }
}
