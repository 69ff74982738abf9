package io.trellis.platform.transfer;

import io.trellis.metadata.LocalText;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.FileValueType;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.record.RecordView;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** An export's columns in the reader's language: headers, and values as a person writes them. */
final class ExportColumns {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * @param path the steps of what was asked for
     * @param labels of options by their names (and paths of names), empty for fields without options
     */
    private record Column(String[] path, CatalogField field, String header, Map<String, String> labels) {}

    private final List<Column> columns = new ArrayList<>();
    private final Actor actor;
    private final String yes;
    private final String no;

    /** @throws ProblemException IMPORT_FIELD_UNKNOWN for a field that is not there or may not be read */
    ExportColumns(Catalog catalog, CatalogObject object, ExportSpec spec, Actor actor) {
        this.actor = actor;
        boolean chinese = actor.locale().startsWith("zh");
        yes = chinese ? "是" : "Yes";
        no = chinese ? "否" : "No";
        List<String> paths = spec.fields().isEmpty() ? all(object) : spec.fields();
        for (String path : paths) {
            columns.add(column(catalog, object, path));
        }
    }

    private List<String> all(CatalogObject object) {
        List<String> paths = new ArrayList<>();
        paths.add("id");
        for (CatalogField field : object.ownFields()) {
            if (!field.definition().hidden() && actor.grants().mayRead(object.name(), field.name())) {
                paths.add(field.name());
            }
        }
        if (object.definition().owned()) {
            paths.add("owner");
        }
        paths.addAll(List.of("createdAt", "updatedAt"));
        return paths;
    }

    private Column column(Catalog catalog, CatalogObject object, String path) {
        CatalogObject at = object;
        List<String> headers = new ArrayList<>();
        CatalogField field = null;
        String[] steps = path.split("\\.", -1);
        for (String step : steps) {
            CatalogObject from = at;
            field = Optional.ofNullable(from)
                    .flatMap(known -> known.findField(step))
                    .filter(known -> actor.grants().mayRead(from.name(), known.name()))
                    .orElseThrow(() -> ProblemException.invalid(
                            "INVALID_EXPORT",
                            List.of(io.trellis.metadata.Problem.of("IMPORT_FIELD_UNKNOWN", "/fields", "field", path))));
            LocalText label = field.definition().label();
            headers.add(label == null ? step : label.in(actor.locale(), step));
            at = field.targets().size() == 1
                    ? catalog.findObject(field.targets().getFirst()).orElse(null)
                    : null;
        }
        Map<String, String> labels = new HashMap<>();
        collect(field.definition().attributes().get("options"), "", labels);
        return new Column(steps, field, String.join(" / ", headers), labels);
    }

    private void collect(Object options, String prefix, Map<String, String> labels) {
        if (!(options instanceof List<?> list)) {
            return;
        }
        for (Object option : list) {
            if (option instanceof Map<?, ?> map) {
                String path = prefix + map.get("name");
                String label = label(map.get("label"), String.valueOf(map.get("name")));
                int up = prefix.lastIndexOf('/', prefix.length() - 2);
                String above = prefix.isEmpty() ? "" : labels.get(prefix.substring(0, prefix.length() - 1)) + "/";
                labels.put(path, up >= 0 || !prefix.isEmpty() ? above + label : label);
                collect(map.get("children"), path + "/", labels);
            }
        }
    }

    private String label(Object label, String name) {
        if (label instanceof Map<?, ?> texts) {
            Object text = texts.containsKey(actor.locale()) ? texts.get(actor.locale()) : texts.get("zh-CN");
            return text == null ? name : text.toString();
        }
        return label == null ? name : label.toString();
    }

    List<String[]> paths() {
        return columns.stream().map(Column::path).toList();
    }

    /** The fields of the records themselves that are needed. */
    List<String> fields() {
        return columns.stream().map(column -> column.path()[0]).distinct().toList();
    }

    List<String> headers() {
        return columns.stream().map(Column::header).toList();
    }

    /** Ids in the record whose names the row needs. */
    void collectLinks(RecordView record, LinkedRecords linked, Collection<String> ids) {
        for (Column column : columns) {
            if (column.field().links() || column.field().shape() == Shape.LINK) {
                switch (linked.value(record, column.path())) {
                    case String id when !isId(column) -> ids.add(id);
                    case List<?> many -> many.forEach(id -> ids.add(id.toString()));
                    case null, default -> {}
                }
            }
        }
    }

    private static boolean isId(Column column) {
        return column.field().system() && column.field().name().equals("id");
    }

    List<Object> cells(RecordView record, LinkedRecords linked, Map<String, String> names) {
        List<Object> cells = new ArrayList<>(columns.size());
        for (Column column : columns) {
            cells.add(cell(column, linked.value(record, column.path()), names));
        }
        return cells;
    }

    private Object cell(Column column, Object value, Map<String, String> names) {
        return switch (value) {
            case null -> null;
            case Boolean flag -> flag ? yes : no;
            case Instant moment -> LocalDateTime.ofInstant(moment, actor.zone());
            case java.time.LocalTime time -> DateTexts.written(time);
            case String text when isId(column) -> text;
            // A link to a record the reader may not see has no name for them, and no id either.
            case String id when column.field().shape() == Shape.LINK -> names.get(id);
            case String text -> column.labels().getOrDefault(text, text);
            case List<?> many ->
                many.stream()
                        .map(one -> column.field().links()
                                ? names.getOrDefault(one.toString(), "")
                                : column.labels().getOrDefault(one.toString(), one.toString()))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("; "));
            case Map<?, ?> file when column.field().type() instanceof FileValueType -> FileValueType.text(file);
            case Map<?, ?> group -> JSON.writeValueAsString(group);
            default -> value;
        };
    }
}
