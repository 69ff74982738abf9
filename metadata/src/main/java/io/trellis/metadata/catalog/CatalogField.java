package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.field.FieldType;
import io.trellis.metadata.field.Shape;
import java.util.List;
import java.util.Optional;

/**
 * A field, compiled. Immutable.
 *
 * @param definition as written; for a system field one the platform made
 * @param type the registered type, which normalises values
 * @param shape how a value is stored
 * @param system true for the reserved fields every object has ({@code owner}, {@code createdAt} …), which the store keeps
 *     outside the document
 * @param targets objects a LINK or a MANY of links may point to; empty otherwise
 * @param formula the checked expression of a formula field
 * @param defaultExpression the checked default expression
 */
public record CatalogField(
        FieldDefinition definition,
        FieldType type,
        Shape shape,
        boolean system,
        List<String> targets,
        Optional<Checked> formula,
        Optional<Checked> defaultExpression) {
    public CatalogField {
        targets = List.copyOf(targets);
    }

    public String name() {
        return definition.name();
    }

    /** Whether the value points to records: a LINK, or a MANY with targets. */
    public boolean links() {
        return !targets.isEmpty();
    }

    /** Whether a person may never write the value: computed, or numbered by the platform. */
    public boolean computed() {
        return type.computed();
    }
}
