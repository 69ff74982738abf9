package io.trellis.metadata.expression;

import io.trellis.metadata.expression.FunctionDefinition.Category;
import io.trellis.metadata.expression.FunctionDefinition.Example;
import io.trellis.metadata.expression.FunctionDefinition.Nulls;
import io.trellis.metadata.expression.FunctionDefinition.Trait;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** A short way of writing function definitions one below the other. */
final class Definitions {
    private static final String GIVES = " → ";
    private final Category category;
    private final List<FunctionDefinition> all = new ArrayList<>();

    Definitions(Category category) {
        this.category = category;
    }

    /** What a function does with its arguments' values, none of which is null. */
    @FunctionalInterface
    interface Values3 {
        Object apply(Object a, Object b, Object c);
    }

    List<FunctionDefinition> toList() {
        return List.copyOf(all);
    }

    /** A function that is empty for an empty argument; {@code example} is written as {@code expression → result}. */
    Definitions add(String signature, String chinese, String english, String example, FunctionDefinition.Body body) {
        Signature parsed = Signature.parse(signature);
        all.add(new FunctionDefinition(
                parsed.name(),
                category,
                parsed,
                Map.of("zh-CN", chinese, "en-US", english),
                List.of(example(example)),
                Nulls.STRICT,
                Set.of(),
                body));
        return this;
    }

    /** The same of a function that reads the zone, the moment or the actor. */
    Definitions contextual(
            String signature, String chinese, String english, String example, FunctionDefinition.Body body) {
        return add(signature, chinese, english, example, body).trait(Trait.CONTEXTUAL);
    }

    /** One more example of the function added last. */
    Definitions also(String example) {
        FunctionDefinition last = all.getLast();
        List<Example> examples = new ArrayList<>(last.examples());
        examples.add(example(example));
        return replace(last, examples, last.nulls(), last.traits());
    }

    /** Another rule for empty arguments of the function added last. */
    Definitions nulls(Nulls nulls) {
        FunctionDefinition last = all.getLast();
        return replace(last, last.examples(), nulls, last.traits());
    }

    /** One more trait of the function added last. */
    Definitions trait(Trait trait) {
        FunctionDefinition last = all.getLast();
        Set<Trait> traits = EnumSet.of(trait);
        traits.addAll(last.traits());
        return replace(last, last.examples(), last.nulls(), traits);
    }

    private Definitions replace(FunctionDefinition last, List<Example> examples, Nulls nulls, Set<Trait> traits) {
        all.set(
                all.size() - 1,
                new FunctionDefinition(
                        last.name(),
                        last.category(),
                        last.signature(),
                        last.help(),
                        examples,
                        nulls,
                        traits,
                        last.body()));
        return this;
    }

    private static Example example(String text) {
        int at = text.lastIndexOf(GIVES);
        if (at < 0) {
            throw new IllegalArgumentException("not an example: " + text);
        }
        return new Example(text.substring(0, at), text.substring(at + GIVES.length()));
    }

    /** Null when any argument is; an empty list counts as null. */
    static FunctionDefinition.Body strict(Function<Arguments, Object> function) {
        return of(function, null);
    }

    /** False when any argument is null. */
    static FunctionDefinition.Body test(Predicate<Arguments> function) {
        return of(function::test, Boolean.FALSE);
    }

    /** A whole number; null when any argument is. */
    static FunctionDefinition.Body count(Function<Arguments, Number> function) {
        return of(
                arguments -> {
                    Number count = function.apply(arguments);
                    return count == null ? null : BigDecimal.valueOf(count.longValue());
                },
                null);
    }

    /** The same with another result for an empty argument. */
    static FunctionDefinition.Body of(Function<Arguments, Object> function, Object forNull) {
        return arguments -> {
            Evaluator[] parts = arguments.toArray(Evaluator[]::new);
            return context -> {
                Object[] values = new Object[parts.length];
                for (int i = 0; i < parts.length; i++) {
                    Object value = parts[i].evaluate(context);
                    if (Values.isNull(value)) {
                        return forNull;
                    }
                    values[i] = value;
                }
                return function.apply(new Arguments(values, context));
            };
        };
    }

    /** Of the arguments that have a value. */
    static FunctionDefinition.Body skipping(Function<List<Object>, Object> function) {
        return arguments -> {
            Evaluator[] parts = arguments.toArray(Evaluator[]::new);
            return context -> {
                List<Object> values = new ArrayList<>(parts.length);
                for (Evaluator part : parts) {
                    Object value = part.evaluate(context);
                    if (!Values.isNull(value)) {
                        values.add(value);
                    }
                }
                return function.apply(values);
            };
        };
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
