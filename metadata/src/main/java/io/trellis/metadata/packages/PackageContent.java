package io.trellis.metadata.packages;

import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.definition.PackageDefinition;
import io.trellis.metadata.schema.Documents;
import java.util.List;
import java.util.Map;

/**
 * A package, read.
 *
 * @param elements its definitions, in the order of kinds and file names
 * @param sources where each was read: element address ({@code views/visit.mine}) to file
 */
public record PackageContent(PackageDefinition definition, List<Definition> elements, Map<String, Source> sources) {
    public PackageContent {
        elements = List.copyOf(elements);
        sources = Map.copyOf(sources);
    }

    /** A file of the package and what stands in it. */
    public record Source(String file, Documents.Parsed document) {}
}
