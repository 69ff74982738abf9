package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Grants;
import io.trellis.platform.publish.FormerFields;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One change document as its reader may see it. */
final class History {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    /** What the reader may see, by the fields' names of now. */
    final Map<String, HistoryEntry.FromTo> fields = new LinkedHashMap<>();
    /** Fields since removed, which nobody can mask any more, for those from whom nothing is masked. */
    final Map<String, HistoryEntry.Removed> removed = new LinkedHashMap<>();

    History(Grants grants, CatalogObject object, FieldNames names, Commit.Change change) {
        Map<?, ?> all = JSON.readValue(change.fields(), Map.class);
        all.forEach((key, value) -> {
            if (!(value instanceof List<?> both) || both.size() != 2) {
                return;
            }
            var fromTo = new HistoryEntry.FromTo(both.get(0), both.get(1));
            String name = key.toString();
            CatalogField field = names.present(name, change.at());
            if (name.equals(RecordFiles.ATTACHMENTS)) {
                fields.put(name, fromTo);
            } else if (field != null) {
                if (grants.mayRead(object.name(), field.name())) {
                    fields.put(field.name(), fromTo);
                }
            } else if (grants.readsAllFields(object.name()) && grants.maySystem("viewAudit")) {
                removed.put(
                        name,
                        new HistoryEntry.Removed(
                                names.removed(name, change.at())
                                        .map(FormerFields.Former::label)
                                        .orElse(Map.of()),
                                fromTo));
            }
        });
    }

    /**
     * {@code {"changes":[{"at","by","version","kind","via","ref","fields":{"f":{"from","to"}}}],"next"}}.
     *
     * @param details whether each entry says whose change it is
     */
    static JsonOut json(
            HistoryPage page,
            Realm realm,
            boolean details,
            Function<Collection<String>, Map<String, NameCache.Entry>> names) {
        Set<String> ids = new HashSet<>();
        for (HistoryEntry entry : page.entries()) {
            ids.add(entry.by());
            if (details) {
                ids.add(entry.id());
            }
            Map<String, CatalogField> fields =
                    realm.catalog().getObject(entry.object()).fields();
            entry.fields().forEach((name, change) -> {
                if (links(fields.get(name))) {
                    gather(change.from(), ids);
                    gather(change.to(), ids);
                }
            });
        }
        Map<String, NameCache.Entry> visible = ids.isEmpty() ? Map.of() : names.apply(ids);
        var out = new JsonOut(512 + page.entries().size() * 256).raw("{\"changes\":[");
        boolean first = true;
        for (HistoryEntry entry : page.entries()) {
            out.raw(first ? "{\"at\":" : ",{\"at\":").moment(entry.at()).raw(",\"by\":");
            first = false;
            RecordJson.link(out, entry.by(), false, visible);
            out.raw(",\"version\":").whole(entry.version());
            out.raw(",\"kind\":").text(entry.kind()).raw(",\"via\":").text(entry.via());
            out.raw(",\"ref\":").value(entry.ref());
            if (details) {
                out.raw(",\"object\":").text(entry.object()).raw(",\"record\":");
                RecordJson.link(out, entry.id(), false, visible);
            }
            fields(out, realm.catalog().getObject(entry.object()), entry, visible);
            removed(out, entry);
            out.raw('}');
        }
        return out.raw("],\"next\":").value(page.next()).raw('}');
    }

    private static void fields(
            JsonOut out, CatalogObject object, HistoryEntry entry, Map<String, NameCache.Entry> visible) {
        out.raw(",\"fields\":{");
        boolean first = true;
        for (Map.Entry<String, HistoryEntry.FromTo> change : entry.fields().entrySet()) {
            CatalogField field = object.fields().get(change.getKey());
            out.raw((first ? "\"" : ",\"")).raw(change.getKey()).raw("\":{\"from\":");
            first = false;
            side(out, field, change.getValue().from(), visible);
            out.raw(",\"to\":");
            side(out, field, change.getValue().to(), visible);
            out.raw('}');
        }
        out.raw('}');
    }

    private static void removed(JsonOut out, HistoryEntry entry) {
        if (entry.removed().isEmpty()) {
            return;
        }
        out.raw(",\"removed\":{");
        boolean first = true;
        for (Map.Entry<String, HistoryEntry.Removed> field : entry.removed().entrySet()) {
            out.raw(first ? "" : ",").text(field.getKey()).raw(":{\"label\":");
            first = false;
            out.value(field.getValue().label());
            out.raw(",\"from\":").value(field.getValue().change().from());
            out.raw(",\"to\":").value(field.getValue().change().to()).raw('}');
        }
        out.raw('}');
    }

    /** Attachments stand among the fields and are none. */
    private static boolean links(CatalogField field) {
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
