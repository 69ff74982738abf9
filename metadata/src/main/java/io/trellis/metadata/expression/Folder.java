package io.trellis.metadata.expression;

import java.util.List;

/** Computes what does not depend on the record. */
final class Folder {

    private Folder() {}

    /** With a context, also what depends on the moment, the zone or the actor; {@code context} may be null. */
    static Node fold(Node node, EvaluationContext context) {
        if (node instanceof Node.Const || node instanceof Node.Field) {
            return node;
        }
        List<Node> children =
                node.children().stream().map(child -> fold(child, context)).toList();
        Node folded = node.withChildren(children);
        boolean constant = children.stream().allMatch(Node.Const.class::isInstance);
        if (constant && (context != null || !needsContext(folded))) {
            return new Node.Const(Compiler.compile(folded).evaluate(context), node.type(), node.range());
        }
        return folded;
    }

    private static boolean needsContext(Node node) {
        return node instanceof Node.Call call && call.function().contextual()
                || node.children().stream().anyMatch(child -> child.type() == Type.Simple.DATETIME);
    }
}
