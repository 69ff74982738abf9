package io.trellis.rules.script.sandbox;

import java.time.ZoneId;
import java.util.List;

/**
 * A run.
 *
 * @param script name in the bundle
 * @param mode which parameters the script sees: {@code trigger}, {@code button}, {@code endpoint}, {@code job} or {@code test}
 * @param surroundings JSON object, the same for all inputs
 * @param inputs JSON each; the script runs once for each, in a row
 * @param zone in which {@code Date} works
 */
public record Request(
        Bundle bundle,
        String script,
        String mode,
        String surroundings,
        List<String> inputs,
        ZoneId zone,
        Limits limits) {
    public Request {
        inputs = List.copyOf(inputs);
        if (!bundle.sources().containsKey(script)) {
            throw new IllegalArgumentException("No script " + script);
        }
    }
}
