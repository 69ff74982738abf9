package io.trellis.metadata.expression;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An expression that has been checked against a scope: usable when {@link #problems} is empty. Immutable. */
public final class Checked {
    private final String source;
    private final Node root;
    private final Type type;
    private final Set<Predicate.Path> references;
    private final List<ExpressionProblem> problems;

    Checked(
            String source,
            Node root,
            Optional<Type> expected,
            Set<Predicate.Path> references,
            List<ExpressionProblem> problems) {
        this.source = source;
        this.root = root;
        this.type = root.type() == Type.Simple.ANY ? expected.orElse(Type.Simple.ANY) : root.type();
        this.references = Collections.unmodifiableSet(new LinkedHashSet<>(references));
        this.problems = List.copyOf(problems);
    }

    /** As it was given. */
    public String source() {
        return source;
    }

    /** Whether it can be compiled. */
    public boolean ok() {
        return problems.isEmpty();
    }

    /** Everything wrong with it, in the order of the source. */
    public List<ExpressionProblem> problems() {
        return problems;
    }

    /** The type of its value; ANY for NULL, or when there are problems. */
    public Type type() {
        return type;
    }

    /** The fields it reads, in the order of the source; only the known ones when there are problems. */
    public Set<Predicate.Path> references() {
        return references;
    }

    /** The closure; an {@link IllegalStateException} when there are problems. Compile once, evaluate often. */
    public Evaluator compile() {
        requireOk();
        return Compiler.compile(Folder.fold(root, null));
    }

    /**
     * The condition as a store can answer it, with what does not depend on the record computed in {@code context};
     * an {@link IllegalStateException} when there are problems or the type is not boolean.
     */
    public Pushdown pushdown(EvaluationContext context) {
        requireOk();
        if (!Type.Simple.BOOLEAN.accepts(type)) {
            throw new IllegalStateException("not a condition: " + source);
        }
        ProblemList found = new ProblemList(source);
        Predicate predicate = new Pusher(found, context).push(Folder.fold(root, context));
        return found.isEmpty()
                ? new Pushdown(Optional.of(predicate), List.of())
                : new Pushdown(Optional.empty(), found.toList());
    }

    private void requireOk() {
        if (!ok()) {
            throw new IllegalStateException("expression has problems: " + problems);
        }
    }
}
