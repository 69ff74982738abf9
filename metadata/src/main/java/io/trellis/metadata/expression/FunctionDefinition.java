package io.trellis.metadata.expression;

import java.util.List;
import java.util.Map;

/**
 * A function of the language.
 *
 * @param name upper case; found in any case
 * @param signature parameters and result; see {@link Signature}
 * @param help one line per locale, {@code zh-CN} and {@code en-US}
 * @param example an expression that uses it
 * @param contextual whether the result depends on the moment, zone or actor, not only on the arguments
 * @param body makes the closure for compiled arguments
 */
public record FunctionDefinition(
        String name, Signature signature, Map<String, String> help, String example, boolean contextual, Body body) {
    public FunctionDefinition {
        help = Map.copyOf(help);
        if (!help.containsKey("zh-CN") || !help.containsKey("en-US")) {
            throw new IllegalArgumentException(name + " needs help in zh-CN and en-US");
        }
    }

    /** Makes a closure; called once per use of the function, so that constants can be prepared. */
    @FunctionalInterface
    public interface Body {
        /** The closure over the arguments' closures, of which there are as many as were written. */
        Evaluator compile(List<Evaluator> arguments);
    }
}
