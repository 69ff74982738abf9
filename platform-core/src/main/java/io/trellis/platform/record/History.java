package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Grants;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Change documents as their readers may see them. */
final class History {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private History() {}

    /** The fields of a change document that the reader may see and that still exist. */
    static Map<String, HistoryEntry.FromTo> fields(Grants grants, CatalogObject object, byte[] document) {
        Map<String, HistoryEntry.FromTo> fields = new LinkedHashMap<>();
        Map<?, ?> all = JSON.readValue(document, Map.class);
        all.forEach((key, value) -> {
            String name = key.toString();
            boolean readable = name.equals(RecordFiles.ATTACHMENTS)
                    || object.fields().containsKey(name) && grants.mayRead(object.name(), name);
            if (readable
                    && value instanceof List<?> both
                    && both.size() == 2) {
                fields.put(name, new HistoryEntry.FromTo(both.get(0), both.get(1)));
            }
        });
        return fields;
    }

    /** {@code {"changes":[{"at","by","version","kind","via","fields":{"f":{"from","to"}}}]}}. */
    static JsonOut json(
            List<HistoryEntry> entries,
            CatalogObject object,
            Function<Collection<String>, Map<String, NameCache.Entry>> names) {
        Set<String> ids = new HashSet<>();
        for (HistoryEntry entry : entries) {
            ids.add(entry.by());
            entry.fields().forEach((name, change) -> {
                if (links(object, name)) {
                    gather(change.from(), ids);
                    gather(change.to(), ids);
                }
            });
        }
        Map<String, NameCache.Entry> visible = ids.isEmpty() ? Map.of() : names.apply(ids);
        var out = new JsonOut(512 + entries.size() * 256).raw("{\"changes\":[");
        boolean first = true;
        for (HistoryEntry entry : entries) {
            out.raw(first ? "{\"at\":" : ",{\"at\":").moment(entry.at()).raw(",\"by\":");
            first = false;
            RecordJson.link(out, entry.by(), false, visible);
            out.raw(",\"version\":").whole(entry.version());
            out.raw(",\"kind\":").text(entry.kind()).raw(",\"via\":").text(entry.via());
            out.raw(",\"fields\":{");
            boolean firstField = true;
            for (Map.Entry<String, HistoryEntry.FromTo> change : entry.fields().entrySet()) {
                CatalogField field = object.fields().get(change.getKey());
                out.raw((firstField ? "\"" : ",\"")).raw(change.getKey()).raw("\":{\"from\":");
                firstField = false;
                side(out, field, change.getValue().from(), visible);
                out.raw(",\"to\":");
                side(out, field, change.getValue().to(), visible);
                out.raw('}');
            }
            out.raw("}}");
        }
        return out.raw("]}");
    }

    /** Attachments stand among the fields and are none. */
    private static boolean links(CatalogObject object, String name) {
        CatalogField field = object.fields().get(name);
        return field != null && field.links();
    }

    private static void gather(Object value, Set<String> ids) {
        if (value instanceof String id) {
            ids.add(id);
        } else if (value instanceof List<?> many) {
            many.forEach(one -> gather(one, ids));
        }
    }

    private static void side(JsonOut out, CatalogField field, Object value, Map<String, NameCache.Entry> visible) {
        if (field == null) {
            out.value(value);
        } else if (field.links() && value instanceof String id) {
            link(out, id, field, visible);
        } else if (field.links() && value instanceof List<?> many) {
            out.raw('[');
            for (int i = 0; i < many.size(); i++) {
                if (i > 0) {
                    out.raw(',');
                }
                side(out, field, many.get(i), visible);
            }
            out.raw(']');
        } else {
            out.value(value);
        }
    }

    private static void link(JsonOut out, String id, CatalogField field, Map<String, NameCache.Entry> visible) {
        RecordJson.link(out, id, field.targets().size() > 1, visible);
    }
}
