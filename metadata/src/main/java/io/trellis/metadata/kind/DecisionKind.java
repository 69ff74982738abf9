package io.trellis.metadata.kind;

import io.trellis.metadata.definition.DecisionDefinition;
import io.trellis.metadata.definition.DecisionDefinition.Aggregation;
import io.trellis.metadata.definition.DecisionDefinition.HitPolicy;
import io.trellis.metadata.definition.DecisionDefinition.Input;
import io.trellis.metadata.definition.DecisionDefinition.Output;
import io.trellis.metadata.definition.DecisionDefinition.Row;
import io.trellis.metadata.schema.Schemas;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Decision tables. */
public final class DecisionKind extends Kind<DecisionDefinition> {
    /** Rows beyond which a table is data and belongs into records. */
    private static final int MAX_ROWS = 2000;

    DecisionKind() {
        super(
                "decisions",
                DecisionDefinition.class,
                "dec",
                base(true)
                        .optional("description", Schemas.text(2000))
                        .optional("object", Schemas.name())
                        .required("inputs", Schemas.listOf(input(), 1, 40))
                        .required("outputs", Schemas.listOf(output(), 1, 20))
                        .optional(
                                "hitPolicy",
                                Schemas.oneOf(Stream.of(HitPolicy.values())
                                        .map(HitPolicy::word)
                                        .toList()))
                        .optional(
                                "aggregation",
                                Schemas.oneOf(Stream.of(Aggregation.values())
                                        .map(Aggregation::word)
                                        .toList()))
                        .required("rows", Schemas.listOf(row(), 0, MAX_ROWS))
                        .build());
    }

    private static Map<String, Object> input() {
        return Schemas.struct()
                .required("name", Schemas.name())
                .optional("label", Schemas.label())
                .optional("type", Schemas.oneOf(DecisionDefinition.TYPES))
                .optional("values", Schemas.listOf(Schemas.text(200), 0, 500))
                .optional("expression", Schemas.expression())
                .build();
    }

    private static Map<String, Object> output() {
        return Schemas.struct()
                .required("name", Schemas.name())
                .optional("label", Schemas.label())
                .required("type", Schemas.oneOf(DecisionDefinition.TYPES))
                .optional("values", Schemas.listOf(Schemas.scalar(), 0, 500))
                .optional("default", Schemas.scalar())
                .build();
    }

    private static Map<String, Object> row() {
        return Schemas.struct()
                .required(
                        "when",
                        Schemas.described(
                                "A test for each input: - (anything), values, < 5, [1..5), not(…), or a condition",
                                Schemas.listOf(Schemas.scalar(), 0, 40)))
                .required(
                        "then",
                        Schemas.described(
                                "An expression for each output; null for none",
                                Schemas.listOf(Schemas.scalar(), 0, 20)))
                .optional("note", Schemas.text(1000))
                .build();
    }

    @Override
    DecisionDefinition build(Values values, String packageName) {
        String name = values.text("name", "");
        return new DecisionDefinition(
                name,
                values.text("id", defaultId(name)),
                values.label("label"),
                values.text("description"),
                values.text("object"),
                values.list("inputs", DecisionKind::input),
                values.list("outputs", DecisionKind::output),
                Stream.of(HitPolicy.values())
                        .filter(policy -> policy.word().equals(values.text("hitPolicy")))
                        .findFirst()
                        .orElse(HitPolicy.UNIQUE),
                Stream.of(Aggregation.values())
                        .filter(aggregation -> aggregation.word().equals(values.text("aggregation")))
                        .findFirst()
                        .orElse(Aggregation.LIST),
                values.list("rows", DecisionKind::row),
                packageName);
    }

    private static Input input(Values values) {
        return new Input(
                values.text("name", ""),
                values.label("label"),
                values.text("type"),
                values.names("values"),
                values.text("expression"));
    }

    private static Output output(Values values) {
        return new Output(
                values.text("name", ""),
                values.label("label"),
                values.text("type", "text"),
                values.raw("values") instanceof List<?> list
                        ? list.stream()
                                .filter(Objects::nonNull)
                                .<Object>map(one -> one)
                                .toList()
                        : List.of(),
                cell(values.raw("default")));
    }

    private static Row row(Values values) {
        var when = new ArrayList<String>();
        for (String cell : cells(values.raw("when"))) {
            when.add(cell == null || cell.isBlank() ? "-" : cell.strip());
        }
        return new Row(when, cells(values.raw("then")), values.text("note"));
    }

    private static List<String> cells(Object raw) {
        var cells = new ArrayList<String>();
        if (raw instanceof List<?> list) {
            list.forEach(one -> cells.add(cell(one)));
        }
        return cells;
    }

    /** Cells are sources; whoever writes 5 or true without quotes means the same. */
    static String cell(Object raw) {
        return switch (raw) {
            case String text -> text.isBlank() ? null : text.strip();
            case Boolean flag -> flag ? "TRUE" : "FALSE";
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            case null, default -> null;
        };
    }

    @Override
    public Map<String, Object> write(DecisionDefinition decision) {
        return new Out()
                .put("name", decision.name())
                .put("id", decision.id())
                .put("package", decision.packageName())
                .put("label", decision.label())
                .put("description", decision.description())
                .put("object", decision.object())
                .put(
                        "inputs",
                        decision.inputs().stream().map(DecisionKind::write).toList())
                .put(
                        "outputs",
                        decision.outputs().stream().map(DecisionKind::write).toList())
                .put("hitPolicy", decision.hitPolicy().word())
                .put(
                        "aggregation",
                        decision.aggregation() == Aggregation.LIST
                                ? null
                                : decision.aggregation().word())
                .keep("rows", decision.rows().stream().map(DecisionKind::write).toList())
                .done();
    }

    private static Map<String, Object> write(Input input) {
        return new Out()
                .put("name", input.name())
                .put("label", input.label())
                .put("type", input.type())
                .put("values", input.values())
                .put("expression", input.expression())
                .done();
    }

    private static Map<String, Object> write(Output output) {
        return new Out()
                .put("name", output.name())
                .put("label", output.label())
                .put("type", output.type())
                .put("values", output.values())
                .put("default", output.otherwise())
                .done();
    }

    private static Map<String, Object> write(Row row) {
        return new Out()
                .keep("when", row.when())
                .keep("then", row.then())
                .put("note", row.note())
                .done();
    }
}
