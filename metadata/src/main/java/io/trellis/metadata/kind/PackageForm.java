package io.trellis.metadata.kind;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.PackageDefinition;
import io.trellis.metadata.schema.SchemaCheck;
import io.trellis.metadata.schema.Schemas;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** How {@code package.yaml} is written. */
public final class PackageForm {
    private static final Map<String, Object> SCHEMA = Schemas.struct()
            .required("name", Schemas.name())
            .required("version", Schemas.pattern("^\\d{1,5}\\.\\d{1,5}\\.\\d{1,5}$"))
            .optional("label", Schemas.label())
            .optional("description", Schemas.label())
            .optional("dependsOn", Schemas.listOf(Schemas.name(), 0, 50))
            .build();

    private PackageForm() {}

    /** As {@link Kind#read}. */
    public static Optional<PackageDefinition> read(Object document, Consumer<Problem> problems) {
        SchemaCheck.check(SCHEMA, Schemas.SHARED, document, "", problems);
        if (!(document instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        Values values = new Values(map);
        return Optional.of(new PackageDefinition(
                values.text("name", ""),
                values.text("version", ""),
                values.label("label"),
                values.label("description"),
                values.names("dependsOn")));
    }

    public static Map<String, Object> write(PackageDefinition definition) {
        return new Out()
                .put("name", definition.name())
                .put("version", definition.version())
                .put("label", definition.label())
                .put("description", definition.description())
                .put("dependsOn", definition.dependsOn())
                .done();
    }

    public static Map<String, Object> publishedSchema() {
        return Kind.published("package", SCHEMA, Schemas.SHARED);
    }
}
