package io.trellis.metadata.decision;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.DecisionDefinition;
import io.trellis.metadata.definition.DecisionDefinition.Aggregation;
import io.trellis.metadata.definition.DecisionDefinition.HitPolicy;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.ExpressionProblem;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.expression.TypeScope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Reads a definition into a {@link Table}, with every problem of every cell. Never throws for bad definitions. */
public final class TableReader {
    private final DecisionDefinition definition;
    private final Optional<TypeScope> record;
    private final Consumer<Problem> problems;
    private final BiConsumer<String, Checked> uses;
    private boolean bad;

    private TableReader(
            DecisionDefinition definition,
            Optional<TypeScope> record,
            Consumer<Problem> problems,
            BiConsumer<String, Checked> uses) {
        this.definition = definition;
        this.record = record;
        this.uses = uses;
        this.problems = problem -> {
            bad = true;
            problems.accept(problem);
        };
    }

    /**
     * @param record what inputs' expressions may name; empty for a table over parameters
     * @param problems takes problems with paths into the definition
     * @return empty exactly when there were problems
     */
    public static Optional<Table> read(
            DecisionDefinition definition, Optional<TypeScope> record, Consumer<Problem> problems) {
        return read(definition, record, problems, (_, _) -> {});
    }

    /** @param uses told every expression over the record, with its path */
    public static Optional<Table> read(
            DecisionDefinition definition,
            Optional<TypeScope> record,
            Consumer<Problem> problems,
            BiConsumer<String, Checked> uses) {
        return new TableReader(definition, record, problems, uses).read();
    }

    private Optional<Table> read() {
        List<Table.Input> inputs = inputs();
        List<Table.Output> outputs = outputs();
        var types = new LinkedHashMap<String, Type>();
        inputs.forEach(input -> types.put(input.name(), input.type()));
        TypeScope scope = TypeScope.of(types);
        policy(outputs);
        var rows = new ArrayList<Table.Row>();
        for (int i = 0; i < definition.rows().size(); i++) {
            rows.add(row(i, inputs, outputs, scope));
        }
        return bad ? Optional.empty() : Optional.of(new Table(definition, inputs, outputs, rows));
    }

    private List<Table.Input> inputs() {
        var inputs = new ArrayList<Table.Input>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < definition.inputs().size(); i++) {
            DecisionDefinition.Input input = definition.inputs().get(i);
            String path = "/inputs/" + i;
            if (!names.add(input.name())) {
                problems.accept(Problem.of("DUPLICATE_NAME", path + "/name", "name", input.name()));
            }
            inputs.add(input(input, path));
        }
        return inputs;
    }

    private Table.Input input(DecisionDefinition.Input input, String path) {
        Optional<Type> declared = Optional.ofNullable(input.type()).map(type -> ValueTypes.of(type, input.values()));
        if (record.isEmpty()) {
            if (input.expression() != null) {
                problems.accept(Problem.of("DECISION_NO_OBJECT", path + "/expression"));
            } else if (declared.isEmpty()) {
                problems.accept(Problem.of("MISSING_KEY", path, "key", "type"));
            }
            return new Table.Input(input.name(), declared.orElse(Type.Simple.ANY), Optional.empty());
        }
        String source = input.expression() == null ? input.name() : input.expression();
        // A choice is a text that the column narrows: the field may know more or fewer options.
        Optional<Type> expected = declared.map(type -> type instanceof Type.Choice ? Type.Simple.TEXT : type);
        Checked checked = Expressions.check(source, record.get(), expected);
        report(checked.problems(), input.expression() == null ? path + "/name" : path + "/expression");
        uses.accept(path, checked);
        Type type = declared.filter(one -> one != Type.Simple.TEXT).orElse(checked.type());
        return new Table.Input(input.name(), type, Optional.of(checked));
    }

    private List<Table.Output> outputs() {
        var outputs = new ArrayList<Table.Output>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < definition.outputs().size(); i++) {
            DecisionDefinition.Output output = definition.outputs().get(i);
            String path = "/outputs/" + i;
            if (!names.add(output.name())) {
                problems.accept(Problem.of("DUPLICATE_NAME", path + "/name", "name", output.name()));
            }
            outputs.add(output(output, path));
        }
        return outputs;
    }

    private Table.Output output(DecisionDefinition.Output output, String path) {
        Type plain = ValueTypes.of(output.type(), List.of());
        var order = new ArrayList<Object>();
        for (int i = 0; i < output.values().size(); i++) {
            Optional<Object> value = ValueTypes.read(plain, output.values().get(i));
            if (value.isEmpty()) {
                problems.accept(Problem.of("DECISION_VALUE_TYPE", path + "/values/" + i, "type", output.type()));
            }
            value.ifPresent(order::add);
        }
        Type type = plain == Type.Simple.TEXT && !order.isEmpty()
                ? new Type.Choice(order.stream().map(Object::toString).toList())
                : plain;
        Optional<Checked> otherwise = output.otherwise() == null
                ? Optional.empty()
                : Optional.of(check(output.otherwise(), TypeScope.empty(), type, path + "/default"));
        return new Table.Output(output.name(), type, order, otherwise);
    }

    private void policy(List<Table.Output> outputs) {
        HitPolicy policy = definition.hitPolicy();
        Aggregation aggregation = definition.aggregation();
        if (aggregation != Aggregation.LIST) {
            if (policy != HitPolicy.COLLECT) {
                problems.accept(Problem.of("DECISION_AGGREGATION_POLICY", "/aggregation", "hitPolicy", policy.word()));
            } else if (outputs.size() != 1
                    || aggregation != Aggregation.COUNT && outputs.getFirst().type() != Type.Simple.NUMBER) {
                problems.accept(
                        Problem.of("DECISION_AGGREGATION_OUTPUT", "/aggregation", "aggregation", aggregation.word()));
            }
        }
        boolean ordered = policy == HitPolicy.PRIORITY || policy == HitPolicy.OUTPUT_ORDER;
        if (ordered && outputs.stream().allMatch(output -> output.order().isEmpty())) {
            problems.accept(Problem.of("DECISION_ORDER_MISSING", "/hitPolicy", "hitPolicy", policy.word()));
        }
    }

    private Table.Row row(int index, List<Table.Input> inputs, List<Table.Output> outputs, TypeScope scope) {
        DecisionDefinition.Row row = definition.rows().get(index);
        String path = "/rows/" + index;
        count(row.when().size(), inputs.size(), path + "/when");
        count(row.then().size(), outputs.size(), path + "/then");
        var when = new ArrayList<Cell>();
        for (int i = 0; i < Math.min(row.when().size(), inputs.size()); i++) {
            var found = new ArrayList<ExpressionProblem>();
            when.add(CellReader.read(row.when().get(i), inputs.get(i).type(), scope, found)
                    .orElseGet(Cell.Any::new));
            report(found, path + "/when/" + i);
        }
        var then = new ArrayList<Checked>();
        for (int i = 0; i < Math.min(row.then().size(), outputs.size()); i++) {
            String source = row.then().get(i);
            then.add(source == null ? null : check(source, scope, outputs.get(i).type(), path + "/then/" + i));
        }
        return new Table.Row(when, then);
    }

    private void count(int found, int expected, String path) {
        if (found != expected) {
            problems.accept(new Problem("DECISION_CELL_COUNT", path, Map.of("found", found, "expected", expected)));
        }
    }

    private Checked check(String source, TypeScope scope, Type type, String path) {
        Checked checked = Expressions.check(source, scope, Optional.of(type));
        report(checked.problems(), path);
        return checked;
    }

    private void report(List<ExpressionProblem> found, String path) {
        for (ExpressionProblem problem : found) {
            var params = new LinkedHashMap<>(problem.params());
            params.put("offset", problem.offset());
            params.put("length", problem.length());
            problems.accept(new Problem(problem.code(), path, params));
        }
    }
}
