package io.trellis.metadata.expression;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A function of the language: all that is known of it in one place. Help, completion, the reference page, the
 * signatures of the browser's twin and the tests of the examples come from here.
 *
 * @param name upper case; found in any case
 * @param category the part of the reference in which it stands
 * @param signature parameters and result; see {@link Signature}
 * @param help one line per locale, {@code zh-CN} and {@code en-US}
 * @param examples expressions without fields and what they give; at least one
 * @param nulls what an empty argument does
 * @param traits what else is to be known of it
 * @param body makes the closure for compiled arguments
 */
public record FunctionDefinition(
        String name,
        Category category,
        Signature signature,
        Map<String, String> help,
        List<Example> examples,
        Nulls nulls,
        Set<Trait> traits,
        Body body) {
    public FunctionDefinition {
        help = Map.copyOf(help);
        examples = List.copyOf(examples);
        traits = Set.copyOf(traits);
        if (!help.containsKey("zh-CN") || !help.containsKey("en-US")) {
            throw new IllegalArgumentException(name + " needs help in zh-CN and en-US");
        }
        if (examples.isEmpty()) {
            throw new IllegalArgumentException(name + " needs an example");
        }
    }

    /** Whether the result depends on the moment, the zone, the actor or what was before, not only on the arguments. */
    public boolean contextual() {
        return traits.contains(Trait.CONTEXTUAL) || changes(0) || traits.contains(Trait.BEFORE);
    }

    /**
     * Whether a call with so many arguments may give another value later though nothing was written: a stored result
     * would silently grow old.
     */
    public boolean changes(int arguments) {
        return traits.contains(Trait.CHANGES)
                || traits.contains(Trait.CHANGES_ALONE)
                        && arguments
                                < signature.fixed().size()
                                        + signature.optional().size();
    }

    /** The parts of the reference, in its order. */
    public enum Category {
        TEXT,
        NUMBER,
        DATE,
        CALENDAR,
        LOGIC,
        LIST,
        CHINA,
        PERSON
    }

    /** What an empty argument does to the result. */
    public enum Nulls {
        /** The result is empty when any argument is. */
        STRICT,
        /** Empty arguments are passed over; the result is empty (or 0 for counts and sums) when all are. */
        SKIPPED,
        /** An empty argument counts as an empty text. */
        EMPTY_TEXT,
        /** The result is FALSE when any argument is empty. */
        FALSE,
        /** What the help says. */
        OWN
    }

    /** What is to be known of a function beside its arguments. */
    public enum Trait {
        /** Reads the zone or the actor. */
        CONTEXTUAL,
        /** Gives another value later by itself. */
        CHANGES,
        /** The same when its last argument is left out, which then means today. */
        CHANGES_ALONE,
        /** Cannot be computed in the browser: the twin answers "unknown". */
        SERVER_ONLY,
        /** Needs the record as it was before; only where a change is judged. */
        BEFORE
    }

    /**
     * An expression without fields and what it gives, written as a person would: {@code TRUE}, {@code NULL}, texts
     * without quotes, the elements of a list separated by {@code ", "}.
     */
    public record Example(String expression, String result) {}

    /** Makes a closure; called once per use of the function, so that constants can be prepared. */
    @FunctionalInterface
    public interface Body {
        /** The closure over the arguments' closures, of which there are as many as were written. */
        Evaluator compile(List<Evaluator> arguments);
    }
}
