package io.trellis.metadata.expression;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The door to the expression language. Nothing here throws for a bad source; all state is immutable. */
public final class Expressions {

    private Expressions() {}

    /** Reads a source without looking at names and types. */
    public static Parsed parse(String source) {
        try {
            return new Parsed(Optional.of(Parser.parse(source)), List.of());
        } catch (SyntaxFailure failure) {
            ProblemList problems = new ProblemList(source);
            failure.reportTo(problems);
            return new Parsed(Optional.empty(), problems.toList());
        }
    }

    /** Checks a source with the standard functions; see the longer form. */
    public static Checked check(String source, TypeScope scope, Optional<Type> expected) {
        return check(source, scope, expected, FunctionLibrary.standard());
    }

    /**
     * Reads a source, resolves its names and functions and checks all types.
     *
     * @param expected the type its value must have; empty for any
     * @return the checked expression, with all its problems
     */
    public static Checked check(String source, TypeScope scope, Optional<Type> expected, FunctionLibrary library) {
        Parsed parsed = parse(source);
        if (parsed.expr().isEmpty()) {
            Node nothing = Checker.unknown(new Range(0, source.length()));
            return new Checked(source, nothing, expected, Set.of(), parsed.problems());
        }
        ProblemList problems = new ProblemList(source);
        Checker checker = new Checker(scope, library, problems);
        Node root = checker.check(parsed.expr().get(), expected);
        return new Checked(source, root, expected, checker.references(), problems.toList());
    }

    /** Checks a condition: a source whose value is boolean. */
    public static Checked checkCondition(String source, TypeScope scope) {
        return check(source, scope, Optional.of(Type.Simple.BOOLEAN));
    }

    /** Writes a tree as source, with as few brackets as its meaning needs. */
    public static String print(Expr expr) {
        return Printer.print(expr);
    }

    /**
     * The source with every path that begins with {@code first} replaced by what it stands for, as a constant; everything else
     * stays as written. For conditions that look at two records, of which one is at hand and the other in a store.
     *
     * @param source can be read
     * @param values a path's value by its steps after {@code first}; see {@link EvaluationContext} for the classes, lists excepted
     */
    public static String bind(String source, String first, Function<Predicate.Path, Object> values) {
        return Binder.bind(source, first, values);
    }

    /** A text as a literal of the language, quoted and escaped: for building sources from values. */
    public static String quote(String text) {
        return Printer.quote(text);
    }
}
