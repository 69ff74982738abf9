package io.trellis.rules.input;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogCompiler;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.catalog.Compilation;
import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.kind.Kind;
import io.trellis.metadata.kind.Kinds;
import io.trellis.platform.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A catalog in which one element is as somebody would publish it, to be tried before they do. */
public final class TrialCatalog {
    private TrialCatalog() {}

    /**
     * @param element takes the place of the one with its key or id
     * @param problems takes what is wrong with the element, with paths into it; then the result is null
     * @throws ProblemException INVALID_METADATA where other elements could not do with it
     */
    public static Catalog with(Catalog catalog, Kind<?> kind, Definition element, Consumer<Problem> problems) {
        Compilation compiled = CatalogCompiler.compile(catalog.version(), definitions(catalog, element));
        List<Problem> own = compiled.findings().stream()
                .filter(finding -> finding.element().equals(kind.name() + "/" + element.key()))
                .map(finding -> finding.problem())
                .toList();
        own.forEach(problems);
        if (!own.isEmpty()) {
            return null;
        }
        return compiled.catalog()
                .orElseThrow(() -> ProblemException.invalid(
                        "INVALID_METADATA",
                        compiled.findings().stream()
                                .map(finding -> finding.problem())
                                .toList()));
    }

    private static List<Definition> definitions(Catalog catalog, Definition element) {
        List<Definition> all = new ArrayList<>();
        for (CatalogObject object : catalog.objects()) {
            all.add(object.definition());
        }
        for (Kind<?> kind : Kinds.all()) {
            if (kind != Kinds.OBJECTS) {
                all.addAll(catalog.elements(kind.type()).values());
            }
        }
        all.removeIf(other -> other.getClass() == element.getClass()
                && (other.key().equals(element.key()) || other.id().equals(element.id())));
        all.add(element);
        return all;
    }
}
