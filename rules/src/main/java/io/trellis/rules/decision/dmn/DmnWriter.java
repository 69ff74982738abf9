package io.trellis.rules.decision.dmn;

import io.trellis.metadata.Problem;
import io.trellis.metadata.decision.Cell;
import io.trellis.metadata.decision.Table;
import io.trellis.metadata.definition.DecisionDefinition;
import io.trellis.metadata.definition.DecisionDefinition.Aggregation;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.Type;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a table as a file of DMN 1.3, which modellers since 2020 read. */
public final class DmnWriter {
    static final String NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/";

    private final Table table;
    private final String locale;
    private final Consumer<Problem> problems;
    private final FeelWriter feel;
    private final XMLStreamWriter out;

    private DmnWriter(Table table, String locale, Consumer<Problem> problems, XMLStreamWriter out) {
        this.table = table;
        this.locale = locale;
        this.problems = problems;
        this.out = out;
        var types = new LinkedHashMap<String, Type>();
        table.inputs().forEach(input -> types.put(input.name(), input.type()));
        this.feel = new FeelWriter(types, sources(types));
    }

    /** In FEEL a column has no name of its own: what cells say of it, they say of its expression. */
    private Map<String, String> sources(Map<String, Type> types) {
        var sources = new HashMap<String, String>();
        FeelWriter plain = new FeelWriter(types, Map.of());
        for (DecisionDefinition.Input input : table.definition().inputs()) {
            if (input.expression() != null) {
                try {
                    String source = plain.expression(input.expression(), Type.Simple.ANY);
                    sources.put(input.name(), source.matches("[\\w.]+") ? source : "(" + source + ")");
                } catch (FeelFailure _) {
                    // Reported where the column is written.
                }
            }
        }
        return sources;
    }

    /**
     * @param locale of the labels; DMN has one language
     * @param problems takes DMN_NOT_EXPRESSIBLE for what FEEL has nothing like, with paths into the definition
     * @return the file, in UTF-8; of no use when there were problems
     */
    public static byte[] write(Table table, String locale, Consumer<Problem> problems) {
        var bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter out =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            new DmnWriter(table, locale, problems, out).write();
            out.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private void write() throws XMLStreamException {
        DecisionDefinition definition = table.definition();
        out.writeStartDocument("UTF-8", "1.0");
        out.writeCharacters("\n");
        start("definitions", "id", "definitions_" + definition.name(), "name", definition.name());
        out.writeDefaultNamespace(NAMESPACE);
        out.writeAttribute("namespace", "urn:trellis:decisions");
        start("decision", "id", definition.name(), "name", definition.label().in(locale, definition.name()));
        if (definition.description() != null) {
            out.writeStartElement("description");
            out.writeCharacters(definition.description());
            out.writeEndElement();
        }
        start("decisionTable", "id", "table_" + definition.name());
        out.writeAttribute("hitPolicy", definition.hitPolicy().name().replace('_', ' '));
        if (definition.aggregation() != Aggregation.LIST) {
            out.writeAttribute("aggregation", definition.aggregation().name());
        }
        for (int i = 0; i < table.inputs().size(); i++) {
            input(i);
        }
        for (int i = 0; i < table.outputs().size(); i++) {
            output(i);
        }
        for (int i = 0; i < table.rows().size(); i++) {
            rule(i);
        }
        end(3);
        out.writeEndDocument();
    }

    private void input(int index) throws XMLStreamException {
        Table.Input input = table.inputs().get(index);
        DecisionDefinition.Input written = table.definition().inputs().get(index);
        if (input.type() instanceof Type.Many) {
            problems.accept(Problem.of("DMN_NOT_EXPRESSIBLE", "/inputs/" + index, "text", input.name()));
        }
        start("input", "id", "input_" + (index + 1), "label", written.label().in(locale, input.name()));
        start("inputExpression", "id", "inputExpression_" + (index + 1), "typeRef", DmnTypes.name(input.type()));
        text(
                input.expression().isEmpty() || written.expression() == null
                        ? input.name()
                        : column(written.expression(), input.type(), "/inputs/" + index + "/expression"));
        end(1);
        if (input.type() instanceof Type.Choice choice && !choice.options().isEmpty()) {
            start("inputValues", "id", "inputValues_" + (index + 1));
            text(choice.options().stream().map(FeelWriter::quote).collect(Collectors.joining(",")));
            end(1);
        }
        end(1);
    }

    private void output(int index) throws XMLStreamException {
        Table.Output output = table.outputs().get(index);
        DecisionDefinition.Output written = table.definition().outputs().get(index);
        if (output.type() instanceof Type.Many) {
            problems.accept(Problem.of("DMN_NOT_EXPRESSIBLE", "/outputs/" + index, "text", output.name()));
        }
        start("output", "id", "output_" + (index + 1), "label", written.label().in(locale, output.name()));
        out.writeAttribute("name", output.name());
        out.writeAttribute("typeRef", DmnTypes.name(output.type()));
        if (!output.order().isEmpty()) {
            start("outputValues", "id", "outputValues_" + (index + 1));
            text(output.order().stream()
                    .map(value -> value instanceof String word ? FeelWriter.quote(word) : value.toString())
                    .collect(Collectors.joining(",")));
            end(1);
        }
        if (written.otherwise() != null) {
            start("defaultOutputEntry", "id", "default_" + (index + 1));
            text(feel(written.otherwise(), output.type(), "/outputs/" + index + "/default"));
            end(1);
        }
        end(1);
    }

    private void rule(int index) throws XMLStreamException {
        Table.Row row = table.rows().get(index);
        String note = table.definition().rows().get(index).note();
        start("rule", "id", "rule_" + (index + 1));
        if (note != null) {
            out.writeStartElement("description");
            out.writeCharacters(note);
            out.writeEndElement();
        }
        for (int i = 0; i < row.when().size(); i++) {
            start("inputEntry", "id", "when_" + (index + 1) + "_" + (i + 1));
            text(cell(row.when().get(i), i, "/rows/" + index + "/when/" + i));
            end(1);
        }
        for (int i = 0; i < row.then().size(); i++) {
            Checked then = row.then().get(i);
            start("outputEntry", "id", "then_" + (index + 1) + "_" + (i + 1));
            text(
                    then == null
                            ? "null"
                            : feel(then.source(), table.outputs().get(i).type(), "/rows/" + index + "/then/" + i));
            end(1);
        }
        end(1);
    }

    private String cell(Cell cell, int column, String path) {
        try {
            return feel.cell(cell, table.inputs().get(column).type());
        } catch (FeelFailure e) {
            problems.accept(Problem.of("DMN_NOT_EXPRESSIBLE", path, "text", e.getMessage()));
            return "-";
        }
    }

    private String feel(String source, Type type, String path) {
        try {
            return feel.expression(source, type);
        } catch (FeelFailure e) {
            problems.accept(Problem.of("DMN_NOT_EXPRESSIBLE", path, "text", e.getMessage()));
            return "null";
        }
    }

    /** A column's expression is about the record, where names are those of fields. */
    private String column(String source, Type type, String path) {
        try {
            return new FeelWriter(Map.of(), Map.of()).expression(source, type);
        } catch (FeelFailure e) {
            problems.accept(Problem.of("DMN_NOT_EXPRESSIBLE", path, "text", e.getMessage()));
            return "null";
        }
    }

    private void start(String element, String... attributes) throws XMLStreamException {
        out.writeStartElement(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.writeAttribute(attributes[i], attributes[i + 1]);
        }
    }

    private void text(String text) throws XMLStreamException {
        out.writeStartElement("text");
        out.writeCharacters(text);
        out.writeEndElement();
    }

    private void end(int elements) throws XMLStreamException {
        for (int i = 0; i < elements; i++) {
            out.writeEndElement();
        }
    }
}
