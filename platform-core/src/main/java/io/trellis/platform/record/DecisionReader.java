package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.SystemStore.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells what was decided about a record as its reader may know it: fields and inputs they may not read are left out, also those that
 * were read over records they may not read, and with them how the one led to the other.
 */
@Component
final class DecisionReader {
    private static final String DESIGNER = "manageMetadata";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private final Reader reader;
    private final KeptDecisions kept;
    private final PastRecords past;
    private final Names names;

    DecisionReader(Reader reader, KeptDecisions kept, PastRecords past, Names names) {
        this.reader = reader;
        this.kept = kept;
        this.past = past;
        this.names = names;
    }

    /**
     * {@code {"decisions":[{"at","by","via","version","catalog","element","label","fields","overruled","inputs","hidden","how","inner"}],"next"}},
     * the newest first; also of a record in the recycle bin.
     *
     * @param size most decisions, 1 to {@link KeptDecisions#MOST}
     * @param before cursor a former page gave, or null to begin with the newest
     * @throws ProblemException NOT_FOUND; INVALID_PARAMETER for a cursor of something else
     */
    JsonOut json(Actor actor, Realm realm, CatalogObject object, String id, int size, String before) {
        reader.getAny(actor, realm, object, id);
        List<Document> found = kept.list(realm, id, before == null ? Long.MAX_VALUE : cursor(before), size + 1);
        List<Document> page = found.subList(0, Math.min(size, found.size()));
        var telling = new Telling(actor, realm, object);
        List<Told> told = new ArrayList<>();
        for (Document document : page) {
            told.add(telling.read(JSON.readValue(document.json(), Map.class)));
        }
        Map<String, NameCache.Entry> visible =
                telling.ids.isEmpty() ? Map.of() : names.visible(actor, realm, telling.ids);
        var out = new JsonOut(512 + page.size() * 512).raw("{\"decisions\":[");
        boolean first = true;
        for (Told one : told) {
            if (one.fields.isEmpty()) {
                continue;
            }
            if (!first) {
                out.raw(',');
            }
            first = false;
            telling.write(out, one, visible);
        }
        String next = found.size() > size ? String.valueOf(KeptDecisions.number(page.getLast())) : null;
        return out.raw("],\"next\":").value(next).raw('}');
    }

    private static long cursor(String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notOurs) {
            // Told below.
        }
        throw Requests.invalid("before", "next");
    }

    /** One decision, without what the metadata of now says its reader may not read. */
    private static final class Told {
        final Map<?, ?> all;
        final Map<String, Value> fields = new LinkedHashMap<>();
        final List<String> overruled = new ArrayList<>();
        final List<Input> inputs = new ArrayList<>();
        /** Whether there are fields that are left out. */
        boolean masked;
        /** Inputs left out. */
        int hidden;

        Told(Map<?, ?> all) {
            this.all = all;
        }
    }

    /** @param field null for what is none, such as a part of a group */
    private record Value(CatalogField field, Object value) {}

    private record Input(String path, Value value, List<String> through) {}

    /** One reader's sight of one record's decisions. Used by one thread. */
    private final class Telling {
        private final Grants grants;
        private final Realm realm;
        private final CatalogObject object;
        private final Map<String, FieldNames> fieldNames = new HashMap<>();
        /** Everything whose name or visibility is asked for. */
        final Set<String> ids = new HashSet<>();

        Telling(Actor actor, Realm realm, CatalogObject object) {
            this.grants = actor.grants();
            this.realm = realm;
            this.object = object;
        }

        Told read(Map<?, ?> all) {
            var told = new Told(all);
            Instant at = Instant.parse(all.get("at").toString());
            List<?> overruled = (List<?>) all.get("overruled");
            ids.add(all.get("by").toString());
            ((Map<?, ?>) all.get("fields")).forEach((name, value) -> {
                CatalogField field = present(object, name.toString(), at);
                if (field == null || !grants.shows(object.name(), field.name())) {
                    told.masked = true;
                    return;
                }
                told.fields.put(field.name(), value(field, value));
                if (overruled.contains(name)) {
                    told.overruled.add(field.name());
                }
            });
            for (Object one : (List<?>) all.get("inputs")) {
                Map<?, ?> input = (Map<?, ?>) one;
                Input known = input(input, at);
                if (known == null) {
                    told.hidden++;
                } else {
                    told.inputs.add(known);
                }
            }
            return told;
        }

        private CatalogField present(CatalogObject of, String name, Instant at) {
            return fieldNames
                    .computeIfAbsent(of.name(), _ -> past.names(realm, of))
                    .present(name, at);
        }

        /** Null where a field on the way may not be read, or is no longer there so that nobody can tell. */
        private Input input(Map<?, ?> input, Instant at) {
            List<String> path = new ArrayList<>();
            CatalogObject here = object;
            CatalogField last = null;
            for (String step : Predicate.Path.of(input.get("path").toString()).steps()) {
                if (last != null && !last.links()) {
                    // A part of a group's value.
                    path.add(step);
                    return new Input(String.join(".", path), new Value(null, input.get("value")), List.of());
                }
                if (last != null) {
                    here = last.targets().size() == 1
                            ? realm.catalog()
                                    .findObject(last.targets().getFirst())
                                    .orElse(null)
                            : null;
                }
                last = here == null ? null : present(here, step, at);
                if (last == null || !grants.shows(here.name(), last.name())) {
                    return null;
                }
                path.add(last.name());
            }
            List<String> through = ((List<?>) input.get("through"))
                    .stream().map(Object::toString).toList();
            ids.addAll(through);
            return new Input(String.join(".", path), value(last, input.get("value")), through);
        }

        private Value value(CatalogField field, Object value) {
            if (field.links()) {
                if (value instanceof List<?> many) {
                    many.forEach(one -> ids.add(one.toString()));
                } else if (value != null) {
                    ids.add(value.toString());
                }
            }
            return new Value(field, value);
        }

        void write(JsonOut out, Told told, Map<String, NameCache.Entry> visible) {
            Map<?, ?> all = told.all;
            out.raw("{\"at\":").value(all.get("at")).raw(",\"by\":");
            RecordJson.link(out, all.get("by").toString(), false, visible);
            for (String key : List.of("via", "version", "catalog", "element", "label")) {
                out.raw(",\"").raw(key).raw("\":").value(all.get(key));
            }
            out.raw(",\"fields\":{");
            boolean first = true;
            for (Map.Entry<String, Value> field : told.fields.entrySet()) {
                out.raw(first ? "" : ",").text(field.getKey()).raw(':');
                first = false;
                write(out, field.getValue(), visible);
            }
            out.raw("},\"overruled\":").value(told.overruled).raw(",\"inputs\":[");
            int hidden = told.hidden;
            first = true;
            for (Input input : told.inputs) {
                if (!visible.keySet().containsAll(input.through())) {
                    hidden++;
                    continue;
                }
                out.raw(first ? "{\"path\":" : ",{\"path\":").text(input.path()).raw(",\"value\":");
                first = false;
                write(out, input.value(), visible);
                out.raw('}');
            }
            out.raw("],\"hidden\":").whole(hidden);
            boolean everything = hidden == 0 && !told.masked;
            out.raw(",\"how\":").value(everything ? all.get("how") : null);
            out.raw(",\"inner\":").value(everything && grants.maySystem(DESIGNER) ? all.get("inner") : null);
            out.raw('}');
        }

        private static void write(JsonOut out, Value value, Map<String, NameCache.Entry> visible) {
            if (value.field() == null || !value.field().links()) {
                out.value(value.value());
            } else if (value.value() instanceof List<?> many) {
                out.raw('[');
                for (int i = 0; i < many.size(); i++) {
                    if (i > 0) {
                        out.raw(',');
                    }
                    link(out, value.field(), many.get(i), visible);
                }
                out.raw(']');
            } else {
                link(out, value.field(), value.value(), visible);
            }
        }

        private static void link(JsonOut out, CatalogField field, Object id, Map<String, NameCache.Entry> visible) {
            RecordJson.link(
                    out, id == null ? null : id.toString(), field.targets().size() > 1, visible);
        }
    }
}
