package io.trellis.rules.decision.dmn;

import io.trellis.metadata.expression.Expr;
import io.trellis.metadata.expression.Expressions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** FEEL's unary tests as cells. */
final class FeelTests {
    private static final Set<Expr.Operator> COMPARISONS = EnumSet.of(
            Expr.Operator.EQ, Expr.Operator.NE, Expr.Operator.LT, Expr.Operator.LE, Expr.Operator.GT, Expr.Operator.GE);

    private FeelTests() {}

    /**
     * @param names FEEL names of inputs to ours
     * @param self our name of the column's input, which {@code ?} stands for
     */
    static String read(String source, Map<String, String> names, String self) throws FeelFailure {
        String trimmed = source.strip();
        if (trimmed.isEmpty() || trimmed.equals("-")) {
            return "-";
        }
        FeelText text = new FeelText(trimmed);
        FeelReader reader = new FeelReader(text, names, false, self);
        int before = text.at;
        if (text.takeWords("not") && text.take("(")) {
            String tests = tests(text, reader);
            if (text.take(")") && text.atEnd()) {
                return "not(" + tests + ")";
            }
            text.at = before;
        }
        String tests = tests(text, reader);
        if (!text.atEnd()) {
            throw text.unexpected();
        }
        return tests;
    }

    private static String tests(FeelText text, FeelReader reader) throws FeelFailure {
        List<String> tests = new ArrayList<>();
        do {
            tests.add(test(text, reader));
        } while (text.take(","));
        return String.join(", ", tests);
    }

    private static String test(FeelText text, FeelReader reader) throws FeelFailure {
        Optional<FeelReader.Interval> interval = reader.interval();
        if (interval.isPresent()) {
            FeelReader.Interval found = interval.get();
            return (found.withLow() ? "[" : "(")
                    + Expressions.print(found.low())
                    + ".."
                    + Expressions.print(found.high())
                    + (found.withHigh() ? "]" : ")");
        }
        if (text.take("[")) {
            String items = tests(text, reader);
            text.expect("]");
            return items;
        }
        Optional<Expr.Operator> operator = reader.operator();
        Expr value = reader.expression();
        if (operator.isEmpty() && aboutSelf(value, reader) && value instanceof Expr.Binary binary) {
            return binary.operator().symbol() + " " + Expressions.print(binary.right());
        }
        return operator.map(one -> one.symbol() + " ").orElse("") + Expressions.print(value);
    }

    /** {@code ? != 5} is a comparison like {@code < 5}, which checks can look into. */
    private static boolean aboutSelf(Expr expr, FeelReader reader) {
        return expr instanceof Expr.Binary binary
                && COMPARISONS.contains(binary.operator())
                && binary.left() instanceof Expr.Name name
                && name.path().toString().equals(reader.self());
    }
}
