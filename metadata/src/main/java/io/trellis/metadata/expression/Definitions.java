package io.trellis.metadata.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A short way of writing function definitions one below the other. */
final class Definitions {
    private final List<FunctionDefinition> all = new ArrayList<>();

    /** What a function does with its arguments' values, none of which is null. */
    @FunctionalInterface
    interface Values3 {
        Object apply(Object a, Object b, Object c);
    }

    List<FunctionDefinition> toList() {
        return List.copyOf(all);
    }

    Definitions add(String signature, String chinese, String english, String example, FunctionDefinition.Body body) {
        return add(signature, chinese, english, example, false, body);
    }

    Definitions contextual(
            String signature, String chinese, String english, String example, FunctionDefinition.Body body) {
        return add(signature, chinese, english, example, true, body);
    }

    private Definitions add(
            String signature,
            String chinese,
            String english,
            String example,
            boolean contextual,
            FunctionDefinition.Body body) {
        Signature parsed = Signature.parse(signature);
        all.add(new FunctionDefinition(
                parsed.name(), parsed, Map.of("zh-CN", chinese, "en-US", english), example, contextual, body));
        return this;
    }

    /** Null for null. */
    static <A> FunctionDefinition.Body one(Function<A, ?> function) {
        return arguments -> {
            Evaluator first = arguments.getFirst();
            return context -> {
                Object a = first.evaluate(context);
                return a == null ? null : function.apply(Definitions.<A>cast(a));
            };
        };
    }

    /** Null when either is null. */
    static <A, B> FunctionDefinition.Body two(BiFunction<A, B, ?> function) {
        return arguments -> {
            Evaluator first = arguments.get(0);
            Evaluator second = arguments.get(1);
            return context -> {
                Object a = first.evaluate(context);
                Object b = second.evaluate(context);
                return a == null || b == null ? null : function.apply(Definitions.<A>cast(a), Definitions.<B>cast(b));
            };
        };
    }

    /** Two values and the context; null when either is null. */
    static FunctionDefinition.Body two(Values3 function) {
        return arguments -> {
            Evaluator first = arguments.get(0);
            Evaluator second = arguments.get(1);
            return context -> {
                Object a = first.evaluate(context);
                Object b = second.evaluate(context);
                return a == null || b == null ? null : function.apply(a, b, context);
            };
        };
    }

    /** Null when any of the three is null. */
    static FunctionDefinition.Body three(Values3 function) {
        return arguments -> {
            Evaluator first = arguments.get(0);
            Evaluator second = arguments.get(1);
            Evaluator third = arguments.get(2);
            return context -> {
                Object a = first.evaluate(context);
                Object b = second.evaluate(context);
                Object c = third.evaluate(context);
                return a == null || b == null || c == null ? null : function.apply(a, b, c);
            };
        };
    }

    /** The argument at {@code index}, or {@code otherwise} where it was left out. */
    static Evaluator optional(List<Evaluator> arguments, int index, Evaluator otherwise) {
        return index < arguments.size() ? arguments.get(index) : otherwise;
    }

    @SuppressWarnings("unchecked")
    private static <T> T cast(Object value) {
        // The checker has made sure of the type.
        return (T) value;
    }
}
