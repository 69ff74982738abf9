package io.trellis.platform.record;

import io.trellis.metadata.expression.Suggestions;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.query.AggregateRequest;
import io.trellis.platform.query.ListRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Requests of the records API, read into what they ask for. */
final class Requests {
    private static final String[] LIST = {
        "filter", "q", "sort", "fields", "page", "size", "count", "after", "deleted", "asOf"
    };

    private static final List<String> HISTORY = List.of("size", "before", "field", "by", "from", "to", "details");

    private static final List<String> DECISIONS = List.of("size", "before");
    private static final int DEFAULT_DECISIONS = 20;

    /** No store has to compare moments before people kept records by computer. */
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    private Requests() {}

    /** A list asked for in the address. */
    static ListRequest list(HttpServletRequest request) {
        Map<String, Object> values = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, all) -> {
            if (!List.of(LIST).contains(name)) {
                throw unknown(name, List.of(LIST));
            }
            if (all.length > 0 && !all[0].isBlank()) {
                values.put(name, parameter(name, all[0].strip()));
            } else {
                values.put(name, null);
            }
        });
        return list(values);
    }

    private static Object parameter(String name, String text) {
        switch (name) {
            case "page", "size" -> {
                try {
                    return Long.parseLong(text);
                } catch (NumberFormatException wrong) {
                    throw invalid(name, "number");
                }
            }
            case "count", "deleted" -> {
                return flag(name, text);
            }
            default -> {
                return text;
            }
        }
    }

    static boolean flag(String name, String text) {
        return switch (text == null ? "false" : text) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw invalid(name, "true, false");
        };
    }

    /** A list asked for as JSON. */
    static ListRequest list(Map<String, Object> values) {
        Fields fields = Fields.of(values, LIST);
        return new ListRequest(
                fields.text("filter"),
                fields.text("q"),
                fields.texts("sort"),
                fields.texts("fields"),
                fields.small("page", 1),
                fields.small("size", ListRequest.DEFAULT_SIZE),
                fields.flag("count"),
                fields.text("after"),
                fields.flag("deleted"),
                moment(fields.text("asOf")));
    }

    /** A history asked for in the address. */
    static HistoryRequest history(HttpServletRequest request) {
        Map<String, String> values = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, all) -> {
            if (!HISTORY.contains(name)) {
                throw unknown(name, HISTORY);
            }
            values.put(name, all.length == 0 || all[0].isBlank() ? null : all[0].strip());
        });
        String size = values.get("size");
        return new HistoryRequest(
                size == null
                        ? HistoryRequest.DEFAULT_SIZE
                        : (int) Math.clamp((Long) parameter("size", size), 1L, (long) HistoryRequest.MAX_SIZE),
                values.get("before"),
                values.get("field"),
                values.get("by"),
                moment("from", values.get("from")),
                moment("to", values.get("to")),
                flag("details", values.get("details")));
    }

    /** @param before cursor of the page before, or null */
    record Page(int size, String before) {}

    /** Decisions asked for in the address. */
    static Page decisions(HttpServletRequest request) {
        Map<String, String> values = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, all) -> {
            if (!DECISIONS.contains(name)) {
                throw unknown(name, DECISIONS);
            }
            values.put(name, all.length == 0 || all[0].isBlank() ? null : all[0].strip());
        });
        String size = values.get("size");
        return new Page(
                size == null
                        ? DEFAULT_DECISIONS
                        : (int) Math.clamp((Long) parameter("size", size), 1L, (long) KeptDecisions.MOST),
                values.get("before"));
    }

    private static Instant moment(String name, String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            throw invalid(name, "2026-01-31T08:00:00Z");
        }
    }

    /**
     * A moment of the past.
     *
     * @param text ISO 8601 with a zone, such as {@code 2026-11-01T00:00:00Z}; null or blank for now
     * @return null for now
     */
    static Instant moment(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Instant moment = moment("asOf", text.strip()).truncatedTo(ChronoUnit.MILLIS);
        if (moment.isAfter(Instant.now())) {
            throw new ProblemException(Kind.MALFORMED, "ASOF_IN_FUTURE", Map.of("asOf", moment.toString()));
        }
        if (moment.isBefore(EARLIEST)) {
            throw invalid("asOf", "2026-01-31T08:00:00Z");
        }
        return moment;
    }

    static AggregateRequest aggregate(Map<String, Object> values) {
        Fields fields = Fields.of(values, "filter", "groupBy", "measures", "having", "sort", "limit");
        List<AggregateRequest.Group> groups = new ArrayList<>();
        List<?> groupBy = fields.list("groupBy");
        for (int i = 0; i < groupBy.size(); i++) {
            if (groupBy.get(i) instanceof String name) {
                groups.add(new AggregateRequest.Group(name, null, null));
            } else {
                Fields group = Fields.at(map("groupBy", groupBy.get(i)), "/groupBy/" + i, "field", "by", "as");
                groups.add(new AggregateRequest.Group(group.text("field"), group.text("by"), group.text("as")));
            }
        }
        List<AggregateRequest.Measure> measures = new ArrayList<>();
        List<Map<String, Object>> asked = fields.objects("measures");
        for (int i = 0; i < asked.size(); i++) {
            Fields measure = Fields.at(asked.get(i), "/measures/" + i, "function", "field", "as");
            measures.add(
                    new AggregateRequest.Measure(measure.text("function"), measure.text("field"), measure.text("as")));
        }
        return new AggregateRequest(
                fields.text("filter"),
                groups,
                measures,
                fields.text("having"),
                fields.texts("sort"),
                fields.small("limit", AggregateRequest.DEFAULT_LIMIT));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(String key, Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw invalid(key, "list");
    }

    /**
     * The version a writer read: {@code version} of the body, which is taken out of it, or {@code If-Match}; null when neither
     * is given.
     */
    static Long version(HttpServletRequest request, Map<String, Object> body) {
        if (body.containsKey("version")) {
            return switch (body.remove("version")) {
                case null -> null;
                case Long version -> version;
                default -> throw invalid("version", "number");
            };
        }
        String header = request.getHeader("If-Match");
        if (header == null || header.isBlank() || header.strip().equals("*")) {
            return null;
        }
        String text = header.strip();
        text = text.startsWith("W/") ? text.substring(2) : text;
        try {
            return Long.parseLong(text.replace("\"", ""));
        } catch (NumberFormatException wrong) {
            throw invalid("If-Match", "\"3\"");
        }
    }

    static BulkOperation operation(String name) {
        for (BulkOperation operation : BulkOperation.values()) {
            if (operation.name().toLowerCase(Locale.ROOT).equals(name)) {
                return operation;
            }
        }
        throw invalid("operation", "create, update, upsert, delete");
    }

    private static ProblemException unknown(String name, List<String> known) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("name", name);
        Suggestions.closest(name, known).ifPresent(suggestion -> params.put("suggestion", suggestion));
        return new ProblemException(Kind.MALFORMED, "UNKNOWN_PARAMETER", params);
    }

    static ProblemException invalid(String parameter, String expected) {
        return new ProblemException(
                Kind.MALFORMED, "INVALID_PARAMETER", Map.of("parameter", parameter, "expected", expected));
    }
}
