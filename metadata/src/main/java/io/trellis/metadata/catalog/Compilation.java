package io.trellis.metadata.catalog;

import java.util.List;
import java.util.Optional;

/**
 * What became of compiling.
 *
 * @param catalog present exactly when there are no findings
 * @param findings everything wrong, in the order of the elements
 */
public record Compilation(Optional<Catalog> catalog, List<Finding> findings) {
    public Compilation {
        findings = List.copyOf(findings);
    }

    /** @throws java.util.NoSuchElementException when there are findings */
    public Catalog get() {
        return catalog.orElseThrow(() -> new java.util.NoSuchElementException(findings.toString()));
    }
}
