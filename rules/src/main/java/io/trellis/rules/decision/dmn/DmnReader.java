package io.trellis.rules.decision.dmn;

import io.trellis.metadata.LocalText;
import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.DecisionDefinition;
import io.trellis.metadata.definition.DecisionDefinition.Aggregation;
import io.trellis.metadata.definition.DecisionDefinition.HitPolicy;
import io.trellis.metadata.expression.Expressions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;

/**
 * Reads the decision tables of a DMN file. Everything that has no like here is a problem that names its decision, rule (from 1)
 * and column; a table with problems must not be published.
 */
public final class DmnReader {
    private static final String NAMESPACES =
            "https?://www\\.omg\\.org/spec/DMN/(20151101/dmn\\.xsd|(20180521|20191111|20211108|20230324|20240513)/MODEL/)";

    private final Consumer<Problem> problems;
    private final String object;
    private final DmnNames decisionNames = new DmnNames();
    private DmnTypes types;

    private DmnReader(String object, Consumer<Problem> problems) {
        this.object = object;
        this.problems = problems;
    }

    /**
     * @param object whose fields the inputs' expressions name; null makes every input a parameter
     * @param problems takes everything wrong; paths are {@code /<decision id>/rules/<n>/…}, n from 0
     * @return what could be read, in the order of the file
     */
    public static List<DecisionDefinition> read(byte[] file, String object, Consumer<Problem> problems) {
        if (file.length > XmlNode.MAX_BYTES) {
            problems.accept(Problem.of("DMN_TOO_LARGE", "", "max", XmlNode.MAX_BYTES));
            return List.of();
        }
        try {
            return new DmnReader(object, problems).file(XmlNode.read(file));
        } catch (XMLStreamException e) {
            var at = e.getLocation();
            problems.accept(new Problem(
                    "DMN_MALFORMED",
                    "",
                    at == null ? Map.of() : Map.of("line", at.getLineNumber(), "column", at.getColumnNumber())));
            return List.of();
        }
    }

    private List<DecisionDefinition> file(XmlNode root) {
        if (!root.name().equals("definitions") || !root.namespace().matches(NAMESPACES)) {
            problems.accept(Problem.of("DMN_NOT_DMN", "", "found", root.name() + " " + root.namespace()));
            return List.of();
        }
        types = new DmnTypes(root);
        List<XmlNode> decisions = root.all("decision");
        if (decisions.isEmpty()) {
            problems.accept(Problem.of("DMN_NO_DECISION", ""));
        }
        return decisions.stream().map(this::decision).flatMap(Optional::stream).toList();
    }

    private Optional<DecisionDefinition> decision(XmlNode decision) {
        String title = decision.get("name", decision.get("id", ""));
        Optional<XmlNode> table = decision.find("decisionTable");
        var at = new DmnPlace("/" + decision.get("id", title), title, problems);
        if (table.isEmpty()) {
            at.report("DMN_NO_TABLE", Map.of());
            return Optional.empty();
        }
        String name = decisionNames.make(
                title.matches("[a-z][A-Za-z0-9]{0,39}") || decision.get("id") == null ? title : idOr(decision, title),
                "decision");
        return Optional.of(new Reading(decision, table.get(), at).table(name, title));
    }

    /** The title when it makes a name, else the id, which modellers keep in plain letters. */
    private static String idOr(XmlNode decision, String title) {
        return title.chars().allMatch(c -> c < 128) ? title : decision.get("id");
    }

    /** One table while it is read. */
    private final class Reading {
        private final XmlNode table;
        private final XmlNode decision;
        private final DmnPlace at;
        /** FEEL names of the inputs to ours. */
        private final Map<String, String> names = new LinkedHashMap<>();

        Reading(XmlNode decision, XmlNode table, DmnPlace at) {
            this.decision = decision;
            this.table = table;
            this.at = at;
        }

        DecisionDefinition table(String name, String title) {
            List<DecisionDefinition.Input> inputs = inputs();
            List<DecisionDefinition.Output> outputs = outputs();
            List<DecisionDefinition.Row> rows = new ArrayList<>();
            List<XmlNode> rules = table.all("rule");
            for (int i = 0; i < rules.size(); i++) {
                rows.add(row(rules.get(i), inputs, outputs, at.rule(i)));
            }
            return new DecisionDefinition(
                    name,
                    "dec_" + name,
                    LocalText.of(title, title),
                    decision.find("description")
                            .map(node -> node.text().toString().strip())
                            .filter(text -> !text.isEmpty())
                            .orElse(null),
                    object,
                    inputs,
                    outputs,
                    policy(),
                    aggregation(),
                    rows,
                    null);
        }

        private List<DecisionDefinition.Input> inputs() {
            var inputs = new ArrayList<DecisionDefinition.Input>();
            DmnNames free = new DmnNames();
            List<XmlNode> columns = table.all("input");
            for (int i = 0; i < columns.size(); i++) {
                XmlNode column = columns.get(i);
                XmlNode expression = column.find("inputExpression").orElse(column);
                String source = expression.says();
                String title = column.get("label", source);
                DmnPlace place = at.column("inputs", i, title);
                language(expression, place);
                String name = free.make(source.isEmpty() ? title : source, "input" + (i + 1));
                DmnTypes.Known type = type(expression.get("typeRef"), place);
                if (!source.isEmpty()) {
                    names.put(source.replaceAll("\\s+", " "), name);
                }
                String allowed = column.find("inputValues").map(XmlNode::says).orElse(type.allowed());
                inputs.add(new DecisionDefinition.Input(
                        name,
                        LocalText.of(title, title),
                        type.type(),
                        type.type().equals("text") ? texts(allowed, place) : List.of(),
                        object == null ? parameter(source, place) : expression(source, place)));
            }
            return inputs;
        }

        /** A parameter is named by its expression, which must therefore be a name. */
        private String parameter(String source, DmnPlace place) {
            if (!source.matches("[\\p{L}_][\\p{L}\\p{N}_ .]*")) {
                place.report("DMN_INPUT_EXPRESSION", Map.of("text", source));
            }
            return null;
        }

        private String expression(String source, DmnPlace place) {
            try {
                return Expressions.print(FeelReader.read(source, Map.of(), true));
            } catch (FeelFailure e) {
                place.failure(source, e);
                return source;
            }
        }

        private List<DecisionDefinition.Output> outputs() {
            var outputs = new ArrayList<DecisionDefinition.Output>();
            DmnNames free = new DmnNames();
            List<XmlNode> columns = table.all("output");
            for (int i = 0; i < columns.size(); i++) {
                XmlNode column = columns.get(i);
                String title = column.get("label", column.get("name", at.decision()));
                DmnPlace place = at.column("outputs", i, title);
                String reference = column.get("typeRef");
                if (reference == null && columns.size() == 1) {
                    reference = decision.find("variable")
                            .map(node -> node.get("typeRef"))
                            .orElse(null);
                }
                DmnTypes.Known type = type(reference, place);
                String allowed = column.find("outputValues").map(XmlNode::says).orElse(type.allowed());
                outputs.add(new DecisionDefinition.Output(
                        free.make(column.get("name", title), "output" + (i + 1)),
                        LocalText.of(title, title),
                        type.type(),
                        values(type.type(), allowed, place),
                        column.find("defaultOutputEntry")
                                .map(node -> value(node, place))
                                .orElse(null)));
            }
            return outputs;
        }

        private DecisionDefinition.Row row(
                XmlNode rule,
                List<DecisionDefinition.Input> inputs,
                List<DecisionDefinition.Output> outputs,
                DmnPlace at) {
            var when = new ArrayList<String>();
            List<XmlNode> entries = rule.all("inputEntry");
            for (int i = 0; i < entries.size(); i++) {
                String title = i < inputs.size() ? inputs.get(i).label().in("en-US", "") : "";
                DmnPlace place = at.column("inputs", i, title);
                language(entries.get(i), place);
                when.add(test(
                        entries.get(i).says(), i < inputs.size() ? inputs.get(i).name() : null, place));
            }
            var then = new ArrayList<String>();
            List<XmlNode> results = rule.all("outputEntry");
            for (int i = 0; i < results.size(); i++) {
                String title = i < outputs.size() ? outputs.get(i).label().in("en-US", "") : "";
                then.add(value(results.get(i), at.column("outputs", i, title)));
            }
            String note = Stream.concat(
                            rule.all("description").stream().map(XmlNode::text),
                            rule.all("annotationEntry").stream().map(node -> new StringBuilder(node.says())))
                    .map(text -> text.toString().strip())
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse(null);
            return new DecisionDefinition.Row(when, then, note);
        }

        private String test(String source, String self, DmnPlace place) {
            try {
                return FeelTests.read(source, names, self);
            } catch (FeelFailure e) {
                place.failure(source, e);
                return "-";
            }
        }

        private String value(XmlNode node, DmnPlace place) {
            language(node, place);
            String source = node.says();
            if (source.isEmpty() || source.equals("-") || source.equals("null")) {
                return null;
            }
            try {
                return Expressions.print(FeelReader.read(source, names, false));
            } catch (FeelFailure e) {
                place.failure(source, e);
                return null;
            }
        }

        private List<String> texts(String allowed, DmnPlace place) {
            return values("text", allowed, place).stream().map(Object::toString).toList();
        }

        /** The literals of a list of values; ranges say nothing about an order and are left to the cells. */
        private List<Object> values(String type, String allowed, DmnPlace place) {
            var values = new ArrayList<Object>();
            if (allowed == null
                    || allowed.isBlank()
                    || !List.of("text", "number").contains(type)) {
                return values;
            }
            FeelText text = new FeelText(allowed);
            try {
                do {
                    values.add(type.equals("text") ? text.quoted() : text.number());
                } while (text.take(","));
                if (!text.atEnd()) {
                    throw text.unexpected();
                }
            } catch (FeelFailure e) {
                place.failure(allowed, e);
            }
            return values;
        }

        private DmnTypes.Known type(String reference, DmnPlace place) {
            if (reference == null || reference.isBlank()) {
                place.report("DMN_TYPE_MISSING", Map.of());
                return new DmnTypes.Known("text", null);
            }
            return types.find(reference).orElseGet(() -> {
                place.report("DMN_TYPE", Map.of("type", reference));
                return new DmnTypes.Known("text", null);
            });
        }

        private void language(XmlNode node, DmnPlace place) {
            String language = node.get("expressionLanguage");
            if (language != null && !language.toLowerCase(java.util.Locale.ROOT).contains("feel")) {
                place.report("DMN_LANGUAGE", Map.of("language", language));
            }
        }

        private HitPolicy policy() {
            String word = table.get("hitPolicy", "UNIQUE").replace(' ', '_');
            return Stream.of(HitPolicy.values())
                    .filter(policy -> policy.name().equals(word))
                    .findFirst()
                    .orElseGet(() -> {
                        at.report("DMN_HIT_POLICY", Map.of("hitPolicy", word));
                        return HitPolicy.UNIQUE;
                    });
        }

        private Aggregation aggregation() {
            return Stream.of(Aggregation.values())
                    .filter(one -> one.name().equals(table.get("aggregation")))
                    .findFirst()
                    .orElse(Aggregation.LIST);
        }
    }
}
