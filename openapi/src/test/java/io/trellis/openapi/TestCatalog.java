package io.trellis.openapi;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.field.FieldType;
import io.trellis.metadata.field.FieldTypes;
import io.trellis.metadata.kind.Kinds;
import io.trellis.metadata.schema.Documents;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small catalog with every field type, read from {@code objects.yaml}. */
final class TestCatalog {

    private TestCatalog() {}

    static Catalog read() {
        try (InputStream in = TestCatalog.class.getResourceAsStream("/objects.yaml")) {
            List<?> documents = (List<?>) Documents.readYaml(in.readAllBytes(), problem -> {})
                    .orElseThrow()
                    .value();
            return new Catalog(7, documents.stream().map(TestCatalog::object).toList(), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CatalogObject object(Object document) {
        List<Object> problems = new ArrayList<>();
        ObjectDefinition definition =
                Kinds.OBJECTS.read(document, null, problems::add).orElseThrow();
        if (!problems.isEmpty()) {
            throw new IllegalStateException(problems.toString());
        }
        return new CatalogObject(
                definition, definition.fields().stream().map(TestCatalog::field).toList());
    }

    private static CatalogField field(FieldDefinition definition) {
        FieldType type = FieldTypes.get(definition.type());
        return new CatalogField(
                definition,
                type,
                type.shape(definition),
                false,
                type.targets(definition),
                Optional.empty(),
                Optional.empty());
    }
}
