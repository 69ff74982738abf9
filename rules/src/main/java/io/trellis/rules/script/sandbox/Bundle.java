package io.trellis.rules.script.sandbox;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scripts that share contexts: those of one package of one tenant. Two bundles never share one.
 *
 * @param owner tenant and package; the sources tell versions apart
 * @param sources by script name
 */
public record Bundle(String owner, Map<String, String> sources) {
    public Bundle {
        sources = Collections.unmodifiableMap(new TreeMap<>(sources));
    }
}
